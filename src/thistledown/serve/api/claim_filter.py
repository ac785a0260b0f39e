"""Which claims a search is about: every slot of a claim, as conditions of the record and of words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

from fastapi import Query
from sqlalchemy import ColumnElement, and_, or_, select

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.folding import fold_words
from thistledown.casebook.schema import claim, claim_item, claim_party, claim_pathway, report
from thistledown.casebook.when import When
from thistledown.codebook.terms import Item, Kind, Modality, Pathway, System
from thistledown.serve.api.asked import BadQuestionError, Question
from thistledown.weigh.resolution.resolver import actor_clusters

Words = Annotated[str, Query(max_length=200, description="Id of an actor, or words of its name.")]
Day = Annotated[str, Query(max_length=10)]


@dataclass(frozen=True, slots=True)
class ClaimFilter:
    """What claims must be like; nothing is asked of a slot that is left open.

    Attributes:
        where: conditions that the record can look up.
        actors: for each role ("" for either): the ids that stand for the actor asked for, or its words.
        place: words of the place.
        holder: words of who says so.
        of_reports: conditions on reports, for the report hits.
        only_claims: whether a slot is asked for that reports by themselves do not have.
    """

    where: tuple[ColumnElement[bool], ...]
    actors: tuple[tuple[str, frozenset[str], str], ...]
    place: str
    holder: str
    of_reports: tuple[ColumnElement[bool], ...]
    only_claims: bool

    @property
    def empty(self) -> bool:
        """Whether nothing is asked for."""
        return not (self.where or self.actors or self.place or self.holder)

    @property
    def words(self) -> str:
        """Words that the index holds of every claim that fits."""
        return " ".join(
            [*(words for _, ids, words in self.actors if not ids), *([self.place] if self.place else [])]
        )

    def ids(self) -> Any:
        """Select the ids of claims for which all that can be looked up holds."""
        conditions = list(self.where)
        for role, ids, _ in self.actors:
            if ids:
                taking_part = select(claim_party.c.claim_id).where(claim_party.c.actor_id.in_(sorted(ids)))
                if role:
                    taking_part = taking_part.where(claim_party.c.role == role)
                conditions.append(claim.c.id.in_(taking_part))
        return select(claim.c.id).where(*conditions)

    def fits(self, item: Claim) -> bool:
        """Whether the words asked for stand in the slots that they were asked for."""
        for role, ids, words in self.actors:
            sides = {"provider": item.providers, "recipient": item.recipients}
            parties = sides[role] if role else (*item.providers, *item.recipients)
            if not ids and not any(_named(party, words) for party in parties):
                return False
        if self.place and not (item.where and _within(self.place, item.where.name or "")):
            return False
        return not self.holder or any(_within(self.holder, name) for name in item.holders)


def claim_filter(
    ask: Question,
    kind: Kind | None = None,
    modality: Modality | None = None,
    pathway: Pathway | None = None,
    system: System | None = None,
    item: Item | None = None,
    actor: Words = "",
    provider: Words = "",
    recipient: Words = "",
    holder: Annotated[str, Query(max_length=200, description="Words of the name of who says so.")] = "",
    place: Annotated[str, Query(max_length=200, description="Words of the place.")] = "",
    country: Annotated[str, Query(max_length=3)] = "",
    since: Annotated[Day, Query(alias="from")] = "",
    until: Annotated[Day, Query(alias="to")] = "",
    language: Annotated[str, Query(max_length=12)] = "",
    source: Annotated[str, Query(max_length=120)] = "",
) -> ClaimFilter:
    """The filter of a search.

    Raises:
        BadQuestionError: when a date is none.
    """
    where: list[ColumnElement[bool]] = [
        column == value.value
        for column, value in (
            (claim.c.kind, kind),
            (claim.c.modality, modality),
            (claim.c.system, system),
        )
        if value is not None
    ]
    if pathway is not None:
        where.append(
            claim.c.id.in_(select(claim_pathway.c.claim_id).where(claim_pathway.c.pathway == pathway.value))
        )
    if item is not None:
        where.append(claim.c.id.in_(select(claim_item.c.claim_id).where(claim_item.c.item == item.value)))
    if country:
        where.append(claim.c.country == country)
    # A date that is not known may be any; a claim without one fits no stretch of time.
    if since:
        first = _interval(since)[0].isoformat()
        where.append(claim.c.when_start.is_not(None))
        where.append(or_(claim.c.when_end.is_(None), claim.c.when_end >= first))
    if until:
        where.append(claim.c.when_start <= _interval(until)[1].isoformat())
    of_reports: list[ColumnElement[bool]] = []
    for value, cited, column in (
        (language, claim.c.citation_language, report.c.language),
        (source, claim.c.citation_source_id, report.c.source_id),
    ):
        if value:
            of_reports.append(column == value)
            mine = claim.c.report_id.in_(select(report.c.id).where(column == value))
            where.append(
                or_(
                    and_(claim.c.citation_publisher.is_not(None), cited == value),
                    and_(claim.c.citation_publisher.is_(None), mine),
                )
            )
    sides = (("", actor), ("provider", provider), ("recipient", recipient))
    asked = any((kind, modality, pathway, system, item, country, since, until, holder, place))
    return ClaimFilter(
        where=tuple(where),
        actors=tuple((role, _known(ask, value), value) for role, value in sides if value.strip()),
        place=place.strip(),
        holder=holder.strip(),
        of_reports=tuple(of_reports),
        only_claims=asked or any(value.strip() for _, value in sides),
    )


def _known(ask: Question, value: str) -> frozenset[str]:
    """Ids of all actors that are one with the actor of this id; none when no actor has it.

    A single word ("mali") is a word: who types it means all whose names have it.
    """
    if value.isalpha():
        return frozenset()
    known = ask.kept("actor ids", lambda: {row["actor_id"] for row in ask.view.actors()})
    if value not in known:
        return frozenset()
    return frozenset(ask.kept("actor clusters", lambda: actor_clusters(ask.view)).of(value))


def _named(party: Party, words: str) -> bool:
    return party.actor == words or _within(words, f"{party.name} {party.literal}")


def _within(words: str, text: str) -> bool:
    """Whether each word begins a word of the text."""
    there = fold_words(text)
    return all(any(one.startswith(word) for one in there) for word in fold_words(words))


def _interval(written: str) -> tuple[date, date]:
    try:
        when = When.parse(written)
    except ValueError as error:
        raise BadQuestionError(str(error)) from None
    assert when.start is not None
    assert when.end is not None
    return when.start, when.end
