"""A claim as joining looks at it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from thistledown.casebook.claim import Claim
from thistledown.casebook.folding import fold_words
from thistledown.casebook.place import Place
from thistledown.casebook.view import RecordedClaim
from thistledown.casebook.when import When
from thistledown.codebook.terms import Item, Kind, Modality, Pathway, Polarity, System
from thistledown.weigh.events.kinship import Body, Kinship
from thistledown.weigh.resolution.name_form import name_form

# Words of places that tell no place from another, in the languages of the casebook's own rows.
_ANYWHERE = frozenset(
    fold_words(
        """airport airfield airbase air base camp barracks city cities town village district province region
    state border area river mountain mountains forest island coast port sea road crossing bridge near
    outskirts suburb neighbourhood county department municipality governorate residential market rural
    upper lower several across other parts aeroport ville frontiere aeropuerto ciudad pueblo provincia
    frontera aeroporto cidade vila fronteira аэропорт город область граница
    район провинция місто"""
    )
)


@dataclass(frozen=True, slots=True)
class Face:
    """What a claim says of the happening it is about.

    Attributes:
        claim: id of the claim.
        kind: what happened.
        providers: who passed it on, as far as named.
        recipients: who received or used it, as far as named.
        when: when it happened, or None.
        published: day on which the report was published, or None.
        place: where, or None.
        names: the words of the place's name, without its country's.
        system: class of drone, or None.
        items: what moved or was seen.
        pathway: the heaviest pathway.
        denial: whether it says that it did not happen.
    """

    claim: str
    kind: Kind
    providers: tuple[Body, ...]
    recipients: tuple[Body, ...]
    when: When | None
    published: date | None
    place: Place | None
    names: frozenset[str]
    system: System | None
    items: frozenset[Item]
    pathway: Pathway
    denial: bool

    @property
    def anchored(self) -> bool:
        """Whether it names anybody, or a place smaller than a country: else nothing holds it to an event."""
        return bool(self.providers or self.recipients or self.names)

    @property
    def exactness(self) -> int:
        """How much it tells, 0 to 5: claims that tell more are looked at first."""
        told = (bool(self.providers), bool(self.recipients), bool(self.names), self.when is not None)
        return sum(told) + (self.when is not None and span_days(self.when) <= 3)

    @property
    def signature(self) -> tuple[object, ...]:
        """All but which claim it was: two claims that say the same have the same."""
        return (
            self.kind,
            self.providers,
            self.recipients,
            self.when,
            self.published,
            self.names,
            self.place,
            self.system,
            self.denial,
        )


def may_join(claim: Claim) -> bool:
    """Whether a claim can be about an event at all: neither a generality nor a forecast."""
    return not claim.generic and claim.modality is not Modality.FORECAST


def is_denial(claim: Claim) -> bool:
    """Whether a claim says that something did not happen."""
    return claim.polarity is Polarity.NEGATIVE or claim.modality is Modality.DENIED


def face_of(recorded: RecordedClaim, claim: Claim, published: str | None, kin: Kinship) -> Face:
    """Look at a claim.

    Args:
        recorded: the claim as recorded; only its id counts.
        claim: the claim as analysts left it.
        published: first day of the report's publication as an ISO day, whole or partial, or None.
        kin: the actors.
    """
    when = claim.when
    place = claim.where
    return Face(
        claim=recorded.id,
        kind=claim.kind,
        providers=_bodies(claim, kin, "providers"),
        recipients=_bodies(claim, kin, "recipients"),
        when=when,
        published=_day(published or (claim.citation.published if claim.citation else None)),
        place=place,
        names=_place_words(place),
        system=claim.system,
        items=frozenset(claim.items),
        pathway=claim.pathway,
        denial=is_denial(claim),
    )


def span_days(when: When) -> int:
    """How many days a date can be; a date open at one end counts as ten years."""
    if when.start is None or when.end is None:
        return 3650
    return (when.end - when.start).days + 1


def _bodies(claim: Claim, kin: Kinship, role: str) -> tuple[Body, ...]:
    parties = claim.providers if role == "providers" else claim.recipients
    found = {body.key: body for party in parties if (body := kin.body(party)) is not None}
    return tuple(found[key] for key in sorted(found))


def _place_words(place: Place | None) -> frozenset[str]:
    if place is None or not place.name:
        return frozenset()
    form = name_form(place.name)
    # Words that stand for the same everywhere ("north", "province") tell no place from another.
    return frozenset(
        part.skeleton or part.latin
        for part in form.parts
        if part.sort == "rest" and part.text not in _ANYWHERE
    )


def _day(text: str | None) -> date | None:
    if not text:
        return None
    try:
        when = When.parse(text)
    except ValueError:
        return None
    return when.end
