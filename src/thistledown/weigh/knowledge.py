"""What weighing knows besides the claims of one event: sources, grades, actors, judgements."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from thistledown.casebook.claim import Claim
from thistledown.casebook.registering import Addresses, addresses
from thistledown.casebook.view import View
from thistledown.codebook.terms import ActorKind, Credibility, Reliability
from thistledown.weigh.assessment.model import Beta, Model, model
from thistledown.weigh.lookups import all_judgements, published
from thistledown.weigh.speaker import opponents

# Sources that speak for a state, by their affiliation in the registry.
OFFICES = frozenset({"government", "party-to-conflict"})
# A state may own a newsroom and leave it alone; the registry grades one that it leads C or less.
STATE_VOICES = frozenset({"state-owned", "state-aligned"})
LEFT_ALONE = frozenset({Reliability.A, Reliability.B})
CREDIBILITY = "credibility"


@dataclass(frozen=True, slots=True)
class SourceFacts:
    """A source as the record has it on a date.

    Attributes:
        id: its id.
        name: display name.
        kind: outlet, news-agency, office, …
        country: ISO 3166-1 alpha-3 of its seat, or None.
        affiliation: who stands behind it, as a class.
        network: id of a group of sources that speak as one, or None.
        grade: the grade in force; F where none was given.
    """

    id: str
    name: str
    kind: str = "outlet"
    country: str | None = None
    affiliation: str = "unknown"
    network: str | None = None
    grade: Reliability = Reliability.F

    @property
    def state(self) -> str | None:
        """The state it speaks for, or None."""
        led = self.affiliation in STATE_VOICES and self.grade not in LEFT_ALONE
        return self.country if led or self.affiliation in OFFICES else None


@dataclass(frozen=True, slots=True)
class ActorFacts:
    """An actor as the record has it on a date.

    Attributes:
        kind: sort of body.
        country: ISO 3166-1 alpha-3, or None.
        above: ids of the actors above it, nearest first.
    """

    kind: ActorKind
    country: str | None = None
    above: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Knowledge:
    """What an assessment needs besides the event and its lines.

    Attributes:
        sources: by id.
        report_sources: for each report read, its source, or None.
        addresses: sources that analysts registered, for cited pages.
        actors: by id.
        credibility: what analysts graded, by id of the claim.
        learned: how often a source is right, where judgements changed what its grade says; by id.
        opponents: pairs of actors or states at odds, each both ways.
        blocs: sources found to speak alike, by id: the name of their group.
        model: the numbers.
    """

    sources: Mapping[str, SourceFacts] = field(default_factory=dict)
    report_sources: Mapping[str, str | None] = field(default_factory=dict)
    addresses: Addresses = field(default_factory=Addresses)
    actors: Mapping[str, ActorFacts] = field(default_factory=dict)
    credibility: Mapping[str, Credibility] = field(default_factory=dict)
    learned: Mapping[str, Beta] = field(default_factory=dict)
    opponents: frozenset[tuple[str, str]] = field(default_factory=opponents)
    blocs: Mapping[str, str] = field(default_factory=dict)
    model: Model = field(default_factory=model)

    def source_of(self, claim: Claim) -> SourceFacts | None:
        """The source of the page or report that a claim rests on."""
        key: str | None
        if claim.citation:
            key = self.addresses.of_url(claim.citation.url) or claim.citation.source
        else:
            key = self.report_sources.get(claim.report)
        return self.sources.get(key) if key else None

    def beta(self, source: SourceFacts | None) -> Beta:
        """How often a source is right: as learned, else as its grade says."""
        if source is None:
            return self.model.grades[Reliability.F].beta
        return self.learned.get(source.id) or self.model.grades[source.grade].beta


def knowledge_of(view: View) -> Knowledge:
    """What the record says on the view's date, with sources at their grades.

    `thistledown.weigh.reliability.learn` adds what judgements teach.
    """
    grades = view.grades()
    return Knowledge(
        sources={
            row["source_id"]: SourceFacts(
                id=row["source_id"],
                name=row["name"],
                kind=row["kind"],
                country=row["country"],
                affiliation=row["affiliation"] or "unknown",
                network=row["network"],
                grade=Reliability(grades.get(row["source_id"], Reliability.F.value)),
            )
            for row in view.sources()
        },
        report_sources={report: row[2] for report, row in published(view).items()},
        addresses=addresses(view),
        actors=_actors(view),
        credibility=_credibility(view),
    )


def _actors(view: View) -> dict[str, ActorFacts]:
    rows = {row["actor_id"]: row for row in view.actors()}
    found: dict[str, ActorFacts] = {}
    for key, row in rows.items():
        above: list[str] = []
        parent = row["parent_id"]
        while parent in rows and parent not in above and parent != key:
            above.append(parent)
            parent = rows[parent]["parent_id"]
        found[key] = ActorFacts(ActorKind(row["kind"]), row["country"], tuple(above))
    return found


def _credibility(view: View) -> dict[str, Credibility]:
    """The newest credibility that an analyst gave each claim."""
    known = {grade.value: grade for grade in Credibility}
    found: dict[str, Credibility] = {}
    for claim_id, rows in all_judgements(view, "claim").items():
        for row in rows:
            value = str(row["value"] or "").strip('"')
            if row["slot"] == CREDIBILITY and value in known:
                found[claim_id] = known[value]
    return found
