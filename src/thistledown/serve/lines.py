"""Events as lists, filters and pictures need them: each with every value that its claims give."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.view import RecordedEvent, View
from thistledown.casebook.when import When
from thistledown.codebook.terms import Certainty, Pathway
from thistledown.serve.sources import Sources, Standing

NOT_STATED = "not-stated"

# Certainties under which pictures draw an event as firm; all others are drawn lighter.
FIRM = frozenset({Certainty.CONFIRMED.value, Certainty.REPORTED.value})


@dataclass(frozen=True, slots=True, kw_only=True)
class EventLine:
    """An event in short. Sets hold the values of all its claims, as `View.tally` counts them."""

    id: str
    title: str
    certainty: str | None
    first_use: bool
    lead: Claim | None
    kinds: frozenset[str]
    pathways: frozenset[str]
    countries: frozenset[str]
    systems: frozenset[str]
    items: frozenset[str]
    places: frozenset[str]
    providers: frozenset[tuple[str, str]]
    recipients: frozenset[tuple[str, str]]
    provider_kinds: frozenset[str]
    recipient_kinds: frozenset[str]
    sources: frozenset[str]
    standing: Standing

    @property
    def when(self) -> When | None:
        """When the lead claim puts it."""
        return self.lead.when if self.lead else None

    @property
    def sort_date(self) -> str:
        """A day to sort by: the first possible, else the last; "" when undated."""
        when = self.when
        if when is None:
            return ""
        return str(when.start or when.end)

    @property
    def year(self) -> str:
        """The year of `sort_date`; "" when undated."""
        return self.sort_date[:4]

    @property
    def firm(self) -> bool:
        """Whether the coder found it confirmed or reported, rather than alleged, disputed or speculated."""
        return self.certainty in FIRM

    @property
    def actors(self) -> frozenset[str]:
        """Ids of all actors that take part."""
        return frozenset(key for key, _ in self.providers | self.recipients if key)


def event_lines(view: View, sources: Sources) -> tuple[EventLine, ...]:
    """Every event of a view in short, in order of ids."""
    return tuple(event_line(event, sources) for event in view.every_event())


def event_line(event: RecordedEvent, sources: Sources) -> EventLine:
    """One event in short."""
    claims = [one.claim for one in event.claims]
    providers = [party for item in claims for party in item.providers]
    recipients = [party for item in claims for party in item.recipients]
    return EventLine(
        id=event.id,
        title=event.title,
        certainty=event.certainty,
        first_use=event.first_use,
        lead=event.lead,
        kinds=frozenset(item.kind.value for item in claims),
        pathways=frozenset(name.value for item in claims for name, _ in item.pathways),
        countries=frozenset(item.where.country for item in claims if item.where and item.where.country),
        systems=frozenset(item.system.value for item in claims if item.system),
        items=frozenset(name.value for item in claims for name in item.items),
        places=frozenset(item.where.name for item in claims if item.where and item.where.name),
        providers=_named(providers),
        recipients=_named(recipients),
        provider_kinds=frozenset(party.kind.value for party in providers) or frozenset({NOT_STATED}),
        recipient_kinds=frozenset(party.kind.value for party in recipients) or frozenset({NOT_STATED}),
        sources=frozenset(item.citation.source for item in claims if item.citation),
        standing=sources.standing(claims),
    )


def _named(parties: Iterable[Party]) -> frozenset[tuple[str, str]]:
    return frozenset((party.actor or "", party.name) for party in parties)


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow:
    """A stream of events from a kind of provider over a pathway to a kind of recipient, in events.

    An event counts 1 in all; where it has several kinds of parties or pathways it is divided among them.
    """

    provider: str
    pathway: str
    recipient: str
    firm: float
    unsure: float


def flows(lines: Iterable[EventLine]) -> list[Flow]:
    """How events stream, by the slots of their lead claims; the broadest first."""
    found: dict[tuple[str, str, str], list[float]] = {}
    for line in lines:
        item = line.lead
        if item is None:
            continue
        weights = item.pathways or ((Pathway.UNKNOWN, 1.0),)
        total = sum(weight for _, weight in weights) or 1.0
        givers = sorted({party.kind.value for party in item.providers}) or [NOT_STATED]
        takers = sorted({party.kind.value for party in item.recipients}) or [NOT_STATED]
        share = 1.0 / (len(givers) * len(takers) * total)
        for giver in givers:
            for pathway, weight in weights:
                for taker in takers:
                    cell = found.setdefault((giver, pathway.value, taker), [0.0, 0.0])
                    cell[0 if line.firm else 1] += weight * share
    rows = [
        Flow(provider=key[0], pathway=key[1], recipient=key[2], firm=cell[0], unsure=cell[1])
        for key, cell in found.items()
    ]
    return sorted(rows, key=lambda row: (-(row.firm + row.unsure), row.provider, row.pathway, row.recipient))
