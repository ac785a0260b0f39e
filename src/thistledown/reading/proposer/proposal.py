"""What a model proposes, taken strictly from its answer: what is not as asked is dropped, with a reason."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, TypeVar

from thistledown.codebook.terms import Item, Kind, Modality

C = TypeVar("C", Kind, Modality, Item)

MOST_PROPOSALS = 40
LONGEST_ANSWER = 64 * 1024
LONGEST_QUOTE = 1_000
LONGEST_SLOT = 200
_MOST_PARTIES = 6
_LONGEST_RAW = 400
_FENCED = re.compile(r"```(?:json)?[ \t]*\n")
_NEEDED = ("kind", "quote", "trigger", "modality")
_KEYS = frozenset((*_NEEDED, "providers", "recipients", "item", "items", "place", "date", "holder"))


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something a model said that did not become a claim.

    Attributes:
        reason: why, in words of this program only.
        raw: what it said, cut short; words from outside, to be made harmless before they are shown.
    """

    reason: str
    raw: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """One event as a model proposes it: codes of the codebook, and strings still to be found in the text."""

    kind: Kind
    quote: str
    trigger: str
    modality: Modality
    providers: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    item: str | None = None
    items: tuple[Item, ...] = ()
    place: str | None = None
    date: str | None = None
    holder: str | None = None
    raw: str = ""


class _WrongError(ValueError):
    """The answer is not as asked."""


def shortened(value: Any) -> str:
    """What a model said, as JSON or as it stands, cut short."""
    try:
        said = value if isinstance(value, str) else json.dumps(value, ensure_ascii=True)
    except (RecursionError, ValueError, TypeError):
        said = "(nested too deeply to show)"
    return said if len(said) <= _LONGEST_RAW else said[:_LONGEST_RAW] + "…"


def parse_answer(answer: str) -> tuple[list[Proposal], list[Dropped]]:
    """Take the proposals out of an answer. Never raises, whatever the answer is."""
    if len(answer) > LONGEST_ANSWER:
        return [], [Dropped("the answer is too long", shortened(answer))]
    body = answer.strip()
    opening = _FENCED.match(body)
    if opening and body.endswith("```"):
        body = body[opening.end() : -3]
    try:
        value = json.loads(body, object_pairs_hook=_once, parse_constant=_no_constant)
    except _WrongError as error:
        return [], [Dropped(str(error), shortened(answer))]
    except (ValueError, RecursionError):
        return [], [Dropped("the answer is not JSON", shortened(answer))]
    if not isinstance(value, dict) or set(value) != {"proposals"} or not isinstance(value["proposals"], list):
        return [], [Dropped("the answer is not an object with proposals alone", shortened(value))]
    if len(value["proposals"]) > MOST_PROPOSALS:
        return [], [Dropped(f"the answer has more than {MOST_PROPOSALS} proposals", shortened(value))]
    kept: list[Proposal] = []
    dropped: list[Dropped] = []
    for one in value["proposals"]:
        try:
            kept.append(_proposal(one))
        except _WrongError as error:
            dropped.append(Dropped(str(error), shortened(one)))
    return kept, dropped


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) != len(pairs):
        raise _WrongError("a key stands twice")
    return made


def _no_constant(_: str) -> Any:
    raise _WrongError("the answer is not JSON")


def _proposal(raw: Any) -> Proposal:
    if not isinstance(raw, dict):
        raise _WrongError("a proposal is not an object")
    if not set(raw) <= _KEYS:
        raise _WrongError("a key that was not asked for")
    if not all(key in raw for key in _NEEDED):
        raise _WrongError("a key is missing")
    return Proposal(
        kind=_code(Kind, raw["kind"], "kind"),
        quote=_words(raw["quote"], "quote", LONGEST_QUOTE),
        trigger=_words(raw["trigger"], "trigger", LONGEST_SLOT),
        modality=_code(Modality, raw["modality"], "modality"),
        providers=_parties(raw, "providers"),
        recipients=_parties(raw, "recipients"),
        item=_slot(raw, "item"),
        items=tuple(dict.fromkeys(_code(Item, code, "items") for code in _list(raw, "items", len(Item)))),
        place=_slot(raw, "place"),
        date=_slot(raw, "date"),
        holder=_slot(raw, "holder"),
        raw=shortened(raw),
    )


def _words(value: Any, key: str, longest: int) -> str:
    if not isinstance(value, str):
        raise _WrongError(f"{key} is not text")
    if len(value) > longest:
        raise _WrongError(f"{key} is too long")
    if not value.strip():
        raise _WrongError(f"{key} is empty")
    return value


def _slot(raw: dict[str, Any], key: str) -> str | None:
    value = raw.get(key)
    if value is None or value == "":
        return None
    return _words(value, key, LONGEST_SLOT)


def _list(raw: dict[str, Any], key: str, most: int) -> list[Any]:
    value = raw.get(key)
    if value is None:
        return []
    if not isinstance(value, list):
        raise _WrongError(f"{key} is not a list")
    if len(value) > most:
        raise _WrongError(f"{key} has too many entries")
    return value


def _parties(raw: dict[str, Any], key: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_words(one, key, LONGEST_SLOT) for one in _list(raw, key, _MOST_PARTIES)))


def _code(codes: type[C], value: Any, key: str) -> C:
    if isinstance(value, str):
        for code in codes:
            if code.value == value:
                return code
    raise _WrongError(f"{key} is not a code of the codebook")
