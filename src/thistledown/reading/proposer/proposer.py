"""From a text to claims with a language model's help: the rules read, the model proposes, the rules check."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from thistledown.casebook.claim import Claim
from thistledown.casebook.span import Span
from thistledown.casebook.when import When
from thistledown.codebook.loader import codebook_version
from thistledown.codebook.terms import Item, Kind
from thistledown.reading.proposer.cache import AnswerCache, key_of
from thistledown.reading.proposer.endpoint import Endpoint, EndpointError
from thistledown.reading.proposer.fold import fold
from thistledown.reading.proposer.prompt import prompt
from thistledown.reading.proposer.proposal import Dropped, parse_answer
from thistledown.reading.proposer.rules import Seen, judges, sentences
from thistledown.reading.proposer.verification import RefusedError, Verification, Verified
from thistledown.reading.reader import reader


@dataclass(frozen=True, slots=True)
class ProposerNumbers:
    """The numbers and words of `proposer.toml`, where each is explained."""

    alone: float
    confirms: float
    piece: int
    pieces: int
    addressed: tuple[str, ...]
    purpose: tuple[str, ...]


@lru_cache(maxsize=1)
def numbers() -> ProposerNumbers:
    """The shipped numbers."""
    raw: dict[str, Any] = tomllib.loads((Path(__file__).parent / "proposer.toml").read_text(encoding="utf-8"))
    return ProposerNumbers(
        alone=float(raw["confidence"]["alone"]),
        confirms=float(raw["confidence"]["confirms"]),
        piece=int(raw["limits"]["piece"]),
        pieces=int(raw["limits"]["pieces"]),
        addressed=tuple(raw["addressed"]["words"]),
        purpose=tuple(raw["purpose"]["words"]),
    )


@dataclass(frozen=True, slots=True)
class Proposed:
    """What rules and model made of one report together.

    Attributes:
        claims: the rule reader's claims and the proposals that stand, in the order of the text.
        dropped: what the model said that did not stand.
        added: how many of the claims only the model read.
        confirmed: how many of the rule reader's claims the model proposed, too.
        language: the language it was read as, or None when it could not be told.
        notes: what a person should know: why the model was not asked, what was left out.
        failure: why the model could not be heard to the end; empty when it was.
    """

    claims: tuple[Claim, ...]
    dropped: tuple[Dropped, ...] = ()
    added: int = 0
    confirmed: int = 0
    language: str | None = None
    notes: tuple[str, ...] = ()
    failure: str = ""


class Proposer:
    """Asks one model about reports. Texts leave for that model's endpoint and nowhere else."""

    def __init__(self, endpoint: Endpoint, cache: AnswerCache | None = None) -> None:
        """Ask an endpoint.

        Args:
            endpoint: where the model is.
            cache: where answers are kept; None keeps none.
        """
        self._endpoint, self._cache = endpoint, cache
        self._model = endpoint.model

    def propose(
        self,
        text: str,
        published: date | str | None = None,
        language: str | None = None,
        report: str = "",
    ) -> Proposed:
        """Read one report by the rules and with the model.

        The model is asked only about stretches that name a drone, and only in languages whose words of
        denial and doubt the rules know. A failing model costs its proposals, never the rules' claims.

        Args:
            text: clean text of a report; spans of the claims point into it.
            published: the day it was put out (a date, or YYYY-MM-DD).
            language: BCP 47 primary tag; detected when None.
            report: id of the report, or its path.

        Raises:
            ValueError: when `published` is a string that is no date.
        """
        read = reader().read_report(text, published=published, language=language, report=report)
        plain = Proposed(read.claims, language=read.language, notes=read.notes)
        if read.language is None:
            return plain
        if not judges(read.language):
            note = f"the model was not asked: no rules for {read.language!r} to check its answer by"
            return replace(plain, notes=(*read.notes, note))
        day = When.parse(published[:10]).start if isinstance(published, str) else published
        seen = sentences(text, read.language)
        pieces, left_out = _pieces(seen)
        if not pieces:
            note = "the model was not asked: no drone is named"
            return replace(plain, notes=tuple(dict.fromkeys((*read.notes, note))))
        notes = list(read.notes if read.claims else ())
        if left_out:
            notes.append("the text is long: the model was asked about the beginning only")
        checks = Verification(
            text,
            seen,
            read.claims,
            language=read.language,
            published=day,
            addressed=numbers().addressed,
            purpose=numbers().purpose,
        )
        stood: list[Verified] = []
        dropped: list[Dropped] = []
        failure = ""
        for piece in pieces:
            try:
                answer = self._answer(piece.of(text), read.language, day, notes)
            except EndpointError as error:
                failure = str(error)
                break
            proposals, wrong = parse_answer(answer)
            dropped += wrong
            folded = fold(text, piece)
            for proposal in proposals:
                try:
                    stood.append(checks.check(proposal, folded))
                except RefusedError as refusal:
                    dropped.append(Dropped(str(refusal), proposal.raw))
        merged = self._merged(text, report, read.claims, stood, dropped)
        return replace(merged, language=read.language, notes=tuple(notes), failure=failure)

    def _answer(self, piece: str, language: str, day: date | None, notes: list[str]) -> str:
        asked = prompt()
        if not self._model:
            self._model = self._endpoint.named()
        key = key_of(self._model, asked.version, language, str(day), piece)
        kept = self._cache.get(key) if self._cache else None
        if kept is not None:
            return kept
        answer = self._endpoint.ask(
            asked.messages(piece, language=language, published=day), model=self._model, schema=asked.schema
        )
        if self._cache:
            try:
                self._cache.put(key, answer)
            except OSError as error:
                note = f"the model's answer could not be kept ({error.strerror}); check the cache folder"
                if note not in notes:
                    notes.append(note)
        return answer

    def _merged(
        self,
        text: str,
        report: str,
        claims: Sequence[Claim],
        stood: Sequence[Verified],
        dropped: list[Dropped],
    ) -> Proposed:
        """Rule claims win: a proposal of the same kind in the same sentence only confirms."""
        coder = f"proposer {self._model}"
        made = list(claims)
        confirmed: set[int] = set()
        new: list[Claim] = []
        for one in stood:
            at = [n for n, claim in enumerate(claims) if any(claim is c for c in one.confirms)]
            if at:
                confirmed.update(at)
                continue
            claim = _claim(one, text, report, coder)
            if any(_says_the_same(claim, other) for other in new):
                dropped.append(Dropped("proposed twice", one.said.raw))
            else:
                new.append(claim)
        for number in confirmed:
            claim = made[number]
            surer = claim.confidence + numbers().confirms * (1.0 - claim.confidence)
            made[number] = replace(
                claim, confidence=surer, reasons=(*claim.reasons, f"proposed by {self._model}, too")
            )
        order = sorted([*made, *new], key=lambda c: c.quote_span.start if c.quote_span else 0)
        return Proposed(
            tuple(order) if new else tuple(made),
            tuple(dropped),
            len(new),
            len(confirmed),
        )


def _pieces(seen: Sequence[Seen]) -> tuple[list[Span], bool]:
    """Stretches of whole sentences that name a drone, and whether some were left out."""
    limits = numbers()
    grouped: list[list[Seen]] = []
    for one in seen:
        if one.span.end - one.span.start > limits.piece:
            continue
        if grouped and one.span.end - grouped[-1][0].span.start <= limits.piece:
            grouped[-1].append(one)
        else:
            grouped.append([one])
    spans = [Span(g[0].span.start, g[-1].span.end) for g in grouped if any(s.drone for s in g)]
    return spans[: limits.pieces], len(spans) > limits.pieces


def _claim(one: Verified, text: str, report: str, coder: str) -> Claim:
    said = one.said
    items = said.items if said.item is not None else ()
    if not items and said.kind is Kind.TRAINING:
        items = (Item.KNOWLEDGE,)
    return Claim(
        report=report,
        kind=said.kind,
        providers=one.providers,
        recipients=one.recipients,
        items=items,
        when=one.when,
        where=one.where,
        holders=one.holders,
        modality=said.modality,
        polarity=one.polarity,
        generic=one.generic,
        confidence=numbers().alone,
        quote=one.seen.span.of(text),
        quote_span=one.seen.span,
        spans=one.spans,
        coder=coder,
        codebook=codebook_version(),
        reasons=(
            f"proposed by a language model ({coder.removeprefix('proposer ')}), read by no rule",
            *one.reasons,
        ),
    )


def _says_the_same(one: Claim, other: Claim) -> bool:
    return (one.kind, one.quote_span, one.providers, one.recipients, one.modality) == (
        other.kind,
        other.quote_span,
        other.providers,
        other.recipients,
        other.modality,
    )
