"""A claim as the API gives it: every slot, who says so with the grade, and its words or its citation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.intake_rows import RecordedReport
from thistledown.casebook.place import Place
from thistledown.casebook.schema import report
from thistledown.casebook.view import RecordedClaim
from thistledown.casebook.when import When
from thistledown.serve.api.asked import Asked
from thistledown.serve.sources import SourceLine, Sources

# Reports looked up in one question to the record.
TOGETHER = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class TellingSource:
    """Who put a page or report out.

    Attributes:
        id: of the source in the registry; None where it is not known there.
        name: of the source, else the outlet as the page names it.
        grade: A to F; None where nobody graded it.
        reason: why that grade.
        network: of sources that speak as one, or None.
    """

    id: str | None
    name: str
    grade: str | None = None
    reason: str = ""
    network: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownParty:
    """A provider or recipient.

    Attributes:
        name: of the registry where resolved, else as in the report.
        literal: the words of the report or coder.
        actor: id in the registry, or None.
        kind: sort of body.
        modality: how sure it is that it was this party.
        alternative: parties that share a letter are alternatives.
    """

    name: str
    literal: str
    actor: str | None
    kind: str
    modality: str
    alternative: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownWhen:
    """When: days as YYYY-MM-DD, an open end is null.

    Attributes:
        start: first day possible.
        end: last day possible.
        precision: day, month, year, range, by or after.
    """

    start: str | None
    end: str | None
    precision: str

    @classmethod
    def of(cls, when: When | None) -> ShownWhen | None:
        """A date as the API gives it."""
        if when is None:
            return None
        return cls(
            start=when.start.isoformat() if when.start else None,
            end=when.end.isoformat() if when.end else None,
            precision=when.precision.value,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlace:
    """Where: a name, a country (ISO 3166 alpha-3), degrees north and east, and their uncertainty in km."""

    name: str | None
    country: str | None
    lat: float | None
    lon: float | None
    radius_km: float | None

    @classmethod
    def of(cls, place: Place | None) -> ShownPlace | None:
        """A place as the API gives it."""
        if place is None:
            return None
        return cls(
            name=place.name, country=place.country, lat=place.lat, lon=place.lon, radius_km=place.radius_km
        )


@dataclass(frozen=True, slots=True)
class WeightedPathway:
    """A pathway and its weight in the claim, 0 to 1."""

    pathway: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class CitedPage:
    """The page that a claim coded by hand rests on; `note` is the coder's."""

    url: str
    publisher: str
    published: str | None
    language: str | None
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportBrief:
    """A report in a line.

    Attributes:
        id: its id.
        title: its title, else what it is called by.
        language: BCP 47 tag, or None.
        published: when it was put out.
        url: public address, or None.
        source: who put it out.
    """

    id: str
    title: str
    language: str | None
    published: ShownWhen | None
    url: str | None
    source: TellingSource | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownClaim:
    """A claim.

    Attributes:
        id: its id.
        report: the report it was read from; None for a claim coded by hand.
        source: who put the page or report out.
        pathways: heaviest first.
        holders: who says so, outermost first.
        confidence: the coder's probability that kind, parties and modality are what the words say.
        quote: the sentence it was read from; "" for a claim coded by hand.
        coder: who coded it.
        codebook: version of the codebook.
        recorded_at: when the record got it (UTC).
        reasons: what made it.
        citation: the page a claim coded by hand rests on.
    """

    id: str
    report: ReportBrief | None
    source: TellingSource | None
    kind: str
    providers: tuple[ShownParty, ...]
    recipients: tuple[ShownParty, ...]
    items: tuple[str, ...]
    system: str | None
    pathways: tuple[WeightedPathway, ...]
    when: ShownWhen | None
    where: ShownPlace | None
    holders: tuple[str, ...]
    modality: str
    polarity: str
    generic: bool
    confidence: float
    quote: str
    coder: str
    codebook: str
    recorded_at: str
    reasons: tuple[str, ...]
    citation: CitedPage | None


def sources_of(ask: Asked) -> Sources:
    """All sources with their grades, kept until the record changes."""
    return ask.kept("sources", lambda: Sources.of(ask.view))


def reports_by_id(ask: Asked, ids: Iterable[str]) -> dict[str, RecordedReport]:
    """Some reports without their texts, by id; ids that the record does not have are left out."""
    wanted = sorted({key for key in ids if key})
    found: dict[str, RecordedReport] = {}
    for start in range(0, len(wanted), TOGETHER):
        chunk = wanted[start : start + TOGETHER]
        found.update((one.id, one) for one in ask.view.reports(report.c.id.in_(chunk), limit=TOGETHER))
    return found


def shown_claims(ask: Asked, claims: Iterable[RecordedClaim]) -> tuple[ShownClaim, ...]:
    """Claims as the API gives them, in their order."""
    claims = tuple(claims)
    reports = reports_by_id(ask, (one.claim.report for one in claims if one.claim.citation is None))
    sources = sources_of(ask)
    return tuple(_shown(one, sources, reports) for one in claims)


def brief(told: RecordedReport, sources: Sources) -> ReportBrief:
    """A report in a line."""
    return ReportBrief(
        id=told.id,
        title=told.title or told.part or told.url or told.locator,
        language=told.language,
        published=ShownWhen.of(told.published),
        url=told.url,
        source=telling(sources.get(told.source), told.outlet),
    )


def telling(known: SourceLine | None, outlet: str | None) -> TellingSource | None:
    """Who put it out: the source where it is known, else the outlet's name, else None."""
    if known is not None:
        return TellingSource(
            id=known.id, name=known.name, grade=known.grade, reason=known.reason, network=known.network
        )
    return TellingSource(id=None, name=outlet) if outlet else None


def _shown(one: RecordedClaim, sources: Sources, reports: Mapping[str, RecordedReport]) -> ShownClaim:
    item = one.claim
    cited = item.citation
    told = reports.get(item.report) if cited is None else None
    source: TellingSource | None = None
    if cited is not None:
        source = telling(sources.get(cited.source), cited.publisher)
    elif told is not None:
        source = telling(sources.get(told.source), told.outlet)
    return ShownClaim(
        id=one.id,
        report=brief(told, sources) if told else None,
        source=source,
        kind=item.kind.value,
        providers=tuple(map(_party, item.providers)),
        recipients=tuple(map(_party, item.recipients)),
        items=tuple(thing.value for thing in item.items),
        system=item.system.value if item.system else None,
        pathways=tuple(WeightedPathway(name.value, weight) for name, weight in item.pathways),
        when=ShownWhen.of(item.when),
        where=ShownPlace.of(item.where),
        holders=item.holders,
        modality=item.modality.value,
        polarity=item.polarity.value,
        generic=item.generic,
        confidence=item.confidence,
        quote=item.quote,
        coder=item.coder,
        codebook=item.codebook,
        recorded_at=one.recorded_at,
        reasons=item.reasons,
        citation=_citation(item),
    )


def _citation(item: Claim) -> CitedPage | None:
    cited = item.citation
    if cited is None:
        return None
    return CitedPage(
        url=cited.url,
        publisher=cited.publisher,
        published=cited.published,
        language=cited.language,
        note=cited.note,
    )


def _party(party: Party) -> ShownParty:
    return ShownParty(
        name=party.name,
        literal=party.literal,
        actor=party.actor,
        kind=party.kind.value,
        modality=party.modality.value,
        alternative=party.alternative,
    )
