"""What an analyst types for a slot, as the value that a judgement keeps."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.folding import fold
from thistledown.casebook.view import View
from thistledown.casebook.when import When
from thistledown.codebook.terms import ActorKind, Item, Kind, Modality, Pathway, Precision, System
from thistledown.weigh.lookups import all_actor_names
from thistledown.weigh.slots import SlotError, canonical, slot_value, slot_words

# How an analyst says that a slot is empty.
NOTHING = ("", "-", "none", "nothing")

_TERMS: Mapping[str, Sequence[str]] = {
    "kind": [term.value for term in Kind],
    "items": [term.value for term in Item],
    "system": [term.value for term in System],
    "pathway": [term.value for term in Pathway],
    "modality": [term.value for term in Modality],
}
_FLAGS: Mapping[str, Mapping[str, Any]] = {
    "polarity": {
        "positive": "positive",
        "happened": "positive",
        "yes": "positive",
        "negative": "negative",
        "did not happen": "negative",
        "no": "negative",
    },
    "generic": {
        "yes": True,
        "true": True,
        "a general statement": True,
        "no": False,
        "false": False,
        "one happening": False,
    },
}
_WEIGHED = re.compile(r"(\S+)\s+(\d{1,3}(?:\.\d{1,4})?)\s?%?")
_ALLEGED = re.compile(r"(.*\S)\s*\(([a-z]+)\)")
# Nobody types more than this for one slot; what is longer was pasted by mistake.
LONGEST = 2_000


def typed_value(view: View, claim: Claim, slot: str, text: str) -> Any:
    """Read what an analyst typed for a slot.

    Terms may be cut short where that leaves one (`trai` for training). Parties are separated by semicolons
    and may be actors' ids or names that one actor of the record bears; other names stay unresolved. A date
    is YYYY, YYYY-MM, YYYY-MM-DD, "by DATE", "after DATE" or "DATE to DATE". A place is "name, COUNTRY".
    Pathways may have weights ("peer 75, commercial 25"). A dash empties a slot. JSON is taken as it is.

    Args:
        view: the record, for names of actors.
        claim: the claim as it stands: a place that keeps its name keeps its coordinates.
        slot: one of `thistledown.weigh.slots.SLOTS`.
        text: what was typed.

    Raises:
        SlotError: when claims have no such slot, or the text is no value of it; it says what to write.
        UnknownIdError: when a name is borne by several actors; the message lists their ids.
    """
    text = text.strip()
    slot_value(claim, slot)
    if len(text) > LONGEST:
        raise SlotError(FAILURE("too_long", slot=slot, n=len(text), most=LONGEST))
    if text[:1] in ("{", "["):
        try:
            return canonical(slot, json.loads(text))
        except (json.JSONDecodeError, RecursionError) as error:
            raise SlotError(f"{slot}: this begins like JSON and is none ({error})") from None
    return canonical(slot, _read(view, claim, slot, text))


def typed_text(claim: Claim, slot: str) -> str:
    """What an analyst would type for the value that a slot has; `typed_value` reads it as that value again.

    Parties stand by their ids where they have one. What no typed text can say (coordinates of a place,
    alternatives among parties) is left out.

    Raises:
        SlotError: when claims have no such slot.
    """
    match slot:
        case "provider" | "recipient":
            parties = claim.providers if slot == "provider" else claim.recipients
            return "; ".join(
                (party.actor or party.name)
                + ("" if party.modality is Modality.ASSERTED else f" ({party.modality.value})")
                for party in parties
            )
        case "date" if claim.when is not None and claim.when.start is None:
            return f"by {claim.when.end}"
        case "date" if claim.when is not None and claim.when.end is None:
            return f"after {claim.when.start}"
        case "polarity":
            return claim.polarity.value
        case "generic":
            return "yes" if claim.generic else "no"
    slot_value(claim, slot)
    return slot_words(claim, slot)


def _read(view: View, claim: Claim, slot: str, text: str) -> Any:
    empty = text.casefold() in NOTHING
    match slot:
        case "provider" | "recipient":
            return [] if empty else _parties(view, slot, text)
        case "items":
            return [] if empty else [_term(slot, part) for part in _parts(text, ",")]
        case "system" | "date" | "place" if empty:
            return None
        case "kind" | "system" | "modality":
            return _term(slot, text)
        case "pathway":
            return _pathways(text)
        case "date":
            return _date(text)
        case "place":
            return _place(claim, text)
        case "holder":
            return [] if empty else _parts(text.replace(" citing ", ";"), ";")
    known = _FLAGS[slot]
    if text.casefold() not in known:
        raise SlotError(FAILURE("choose", slot=slot, given=f"{text!r:.80}", known=", ".join(known)))
    return known[text.casefold()]


def _parts(text: str, mark: str) -> list[str]:
    return [part.strip() for part in text.split(mark) if part.strip()]


def _term(slot: str, text: str) -> str:
    wanted = text.strip().casefold()
    known = _TERMS[slot]
    if wanted in known:
        return wanted
    found = [term for term in known if wanted and term.startswith(wanted)]
    if len(found) == 1:
        return found[0]
    told = {"slot": slot, "given": f"{text!r:.80}", "known": ", ".join(known)}
    if found:
        raise SlotError(FAILURE("choose_like", near=" / ".join(found), **told))
    raise SlotError(FAILURE("choose", **told))


def _pathways(text: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for part in _parts(text, ","):
        weighed = _WEIGHED.fullmatch(part)
        found[_term("pathway", weighed[1] if weighed else part)] = float(weighed[2]) if weighed else 1.0
    return found


def _date(text: str) -> Any:
    try:
        head, _, rest = text.partition(" ")
        if head in (Precision.BY, Precision.AFTER) and rest:
            when = When.parse(rest.strip())
            by = head == Precision.BY
            return _days(None if by else when.start, when.end if by else None, head)
        first, _, last = text.partition(" to ")
        if last:
            return _days(When.parse(first.strip()).start, When.parse(last.strip()).end, Precision.RANGE.value)
        when = When.parse(text)
    except ValueError as error:
        raise SlotError(FAILURE("date", why=str(error))) from None
    return _days(when.start, when.end, when.precision.value)


def _days(start: date | None, end: date | None, precision: str) -> dict[str, Any]:
    return {
        "start": start.isoformat() if start else None,
        "end": end.isoformat() if end else None,
        "precision": precision,
    }


def _place(claim: Claim, text: str) -> dict[str, Any]:
    name, _, country = (part.strip() for part in text.rpartition(","))
    if not (len(country) == 3 and country.isalpha() and country.isupper()):
        name, country = text, ""
    where = claim.where
    if where is not None and name and where.name == name:
        kept = replace(where, country=country or where.country)
        return {
            "name": kept.name,
            "country": kept.country,
            "lat": kept.lat,
            "lon": kept.lon,
            "radius_km": kept.radius_km,
        }
    return {"name": name or None, "country": country or None}


def _parties(view: View, slot: str, text: str) -> list[dict[str, Any]]:
    profiles = {row["actor_id"]: row for row in view.actors()}
    named: dict[str, set[str]] = defaultdict(set)
    for key, names in all_actor_names(view).items():
        for row in names:
            if key in profiles and row["form"] != "ambiguous":
                named[fold(row["name"])].add(key)
    for key, row in profiles.items():
        named[fold(row["name"])].add(key)
    found = []
    for part in _parts(text, ";"):
        alleged = _ALLEGED.fullmatch(part)
        marked = alleged is not None and alleged[2] in _TERMS["modality"]
        name = alleged[1] if alleged and marked else part
        modality = Modality(alleged[2]) if alleged and marked else Modality.ASSERTED
        bearers = {name} if name in profiles else named.get(fold(name), set())
        if len(bearers) > 1:
            raise UnknownIdError(FAILURE("several", slot=slot, name=name, known=", ".join(sorted(bearers))))
        actor = next(iter(bearers), None)
        party = Party(
            literal=name,
            name=profiles[actor]["name"] if actor else name,
            actor=actor,
            kind=ActorKind(profiles[actor]["kind"]) if actor else ActorKind.UNKNOWN,
            modality=modality,
        )
        found.append(party)
    holder = replace(_EMPTY, providers=tuple(found))
    value: list[dict[str, Any]] = slot_value(holder, "provider")
    return value


_EMPTY = Claim(report="", kind=Kind.USE, confidence=1.0, coder="", codebook="")
