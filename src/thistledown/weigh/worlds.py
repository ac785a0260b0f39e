"""Made-up worlds with known truth: sources good and bad, partisans who lie, networks that copy.

A world makes the same nouns as a casebook (events, claims, sources, echoes, judgements), so that what is
tested is the assessment itself. Everything in it is invented; it models no real source. What a world is like
is drawn from ranges; `TRAINING` and `TESTING` have different ranges and are used with different seeds, and
`BROKEN` holds worlds that go against what the assessment assumes.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.view import RecordedClaim, RecordedEvent
from thistledown.codebook.terms import ActorKind, Kind, Modality, Polarity, Reliability
from thistledown.weigh.assessment.model import Model, model
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.knowledge import ActorFacts, Knowledge, SourceFacts
from thistledown.weigh.line import Line, lines_of_event

_STATES = ("AAA", "BBB", "CCC", "DDD", "EEE", "FFF")
_KINDS = tuple(kind for kind in Kind if kind is not Kind.POLICY)
_VISIBLE = frozenset({Kind.USE, Kind.SIGHTING, Kind.SEIZURE})
# How often sources of a quality are right; F is anything.
_QUALITY: Mapping[Reliability, tuple[float, float]] = {
    Reliability.A: (0.92, 0.98),
    Reliability.B: (0.80, 0.92),
    Reliability.C: (0.66, 0.82),
    Reliability.D: (0.52, 0.66),
    Reliability.E: (0.40, 0.54),
    Reliability.F: (0.45, 0.85),
}
_GRADES = tuple(Reliability)
# How surely two found copies of one report are found to be alike.
_ALIKE = 0.85


class Range(NamedTuple):
    """From where a world draws one of its numbers, evenly."""

    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Ranges:
    """What worlds of a sort are like.

    Attributes:
        sources: how many there are.
        noise: share of grades that are a step or more off.
        liars: share of sources that serve a state and say what serves it.
        covert: share of liars whose side is not known.
        looking: mean number of sources that look into an event themselves.
        finding_nothing: share of those who found nothing and say so.
        copying: mean number of copies of a report.
        found: share of copies that the echo search finds.
        merged: chance that two witnesses are taken for an echo.
        hedging: share of reports that are hedged.
        hedged: what a hedge leaves of a report's weight.
        hearsay: share of reports passed on from others.
        handed: what each hand leaves of a report's weight.
        inflating: share of copies that drop the hedge.
        smearing: chance that partisans accuse an opponent of an event that did not happen.
        smearing_truly: the same of an event that did.
        denying: chance that the accused denies what did not happen.
        denying_truly: the same of what did happen.
        shift: how far the share of true events may stand from the prior.
        judged: share of events that analysts judged.
        mistaken: share of judgements that are wrong.
    """

    sources: Range
    noise: Range
    liars: Range
    covert: Range
    looking: Range
    finding_nothing: Range
    copying: Range
    found: Range
    merged: Range
    hedging: Range
    hedged: Range
    hearsay: Range
    handed: Range
    inflating: Range
    smearing: Range
    smearing_truly: Range
    denying: Range
    denying_truly: Range
    shift: Range
    judged: Range
    mistaken: Range

    def drawn(self, rng: np.random.Generator) -> dict[str, float]:
        """One number from each range."""
        return {item.name: float(rng.uniform(*getattr(self, item.name))) for item in fields(self)}


TRAINING = Ranges(
    sources=Range(60, 120),
    noise=Range(0.15, 0.30),
    liars=Range(0.10, 0.25),
    covert=Range(0.10, 0.30),
    looking=Range(1.0, 2.0),
    finding_nothing=Range(0.5, 0.9),
    copying=Range(1.0, 3.5),
    found=Range(0.80, 0.95),
    merged=Range(0.00, 0.04),
    hedging=Range(0.15, 0.35),
    hedged=Range(0.30, 0.60),
    hearsay=Range(0.30, 0.55),
    handed=Range(0.70, 0.95),
    inflating=Range(0.20, 0.50),
    smearing=Range(0.20, 0.40),
    smearing_truly=Range(0.25, 0.50),
    denying=Range(0.45, 0.75),
    denying_truly=Range(0.35, 0.65),
    shift=Range(-0.08, 0.08),
    judged=Range(0.10, 0.20),
    mistaken=Range(0.03, 0.08),
)
TESTING = Ranges(
    sources=Range(40, 160),
    noise=Range(0.10, 0.40),
    liars=Range(0.05, 0.35),
    covert=Range(0.05, 0.40),
    looking=Range(0.8, 2.6),
    finding_nothing=Range(0.4, 1.0),
    copying=Range(0.5, 6.0),
    found=Range(0.70, 0.98),
    merged=Range(0.00, 0.08),
    hedging=Range(0.10, 0.45),
    hedged=Range(0.20, 0.70),
    hearsay=Range(0.20, 0.65),
    handed=Range(0.60, 1.00),
    inflating=Range(0.10, 0.70),
    smearing=Range(0.15, 0.50),
    smearing_truly=Range(0.20, 0.60),
    denying=Range(0.35, 0.85),
    denying_truly=Range(0.25, 0.75),
    shift=Range(-0.10, 0.10),
    judged=Range(0.05, 0.25),
    mistaken=Range(0.02, 0.12),
)
# What is assumed and does not hold, by name.
BROKEN: Mapping[str, Ranges] = {
    "no copy is found": replace(TESTING, found=Range(0.0, 0.0)),
    "grades tell nothing": replace(TESTING, noise=Range(1.0, 1.0)),
    "no liar's side is known": replace(TESTING, covert=Range(1.0, 1.0)),
    "half of all sources lie": replace(TESTING, liars=Range(0.45, 0.55)),
    "witnesses are taken for echoes": replace(TESTING, merged=Range(0.4, 0.6)),
    "far fewer events are true": replace(TESTING, shift=Range(-0.30, -0.25)),
    "nobody judges": replace(TESTING, judged=Range(0.0, 0.0)),
}


@dataclass(frozen=True, slots=True)
class MadeEvent:
    """An event of a world with its truth.

    Attributes:
        event: as a casebook holds it.
        happened: the truth.
        lines: its lines by the echoes that were found.
        judged: whether analysts judged it.
        best: what somebody would say who knew how the world is made: how good each source is, who copied, who
            lies, and how many keep silent; 0 to 1. Nobody can do better on average.
    """

    event: RecordedEvent
    happened: bool
    lines: tuple[Line, ...]
    judged: bool
    best: float


@dataclass(frozen=True, slots=True)
class World:
    """A made-up world.

    Attributes:
        known: its sources with their grades, actors and opponents.
        events: those that anybody claims.
        verdicts: what analysts found of single claims, mistakes included.
    """

    known: Knowledge
    events: tuple[MadeEvent, ...]
    verdicts: Mapping[str, bool]


@dataclass(slots=True)
class _Source:
    facts: SourceFacts
    right: float
    serves: str | None
    weight: float


@dataclass(slots=True)
class _Page:
    source: _Source
    positive: bool
    modality: Modality
    hops: int
    origin: int | None


def world(seed: int, ranges: Ranges, *, events: int = 300, numbers: Model | None = None) -> World:
    """Make a world; the same seed and ranges make the same one.

    Args:
        seed: of the random generator.
        ranges: what it is like.
        events: how many happenings are imagined; those that nobody claims are left out.
        numbers: whose priors the shares of true events stay near; the shipped ones when left out.
    """
    rng = np.random.default_rng(seed)
    return _Maker(rng, ranges.drawn(rng), numbers or model()).make(events)


class _Maker:
    def __init__(self, rng: np.random.Generator, like: Mapping[str, float], numbers: Model) -> None:
        self.rng = rng
        self.like = like
        self.numbers = numbers
        self.opponents = self._feuds()
        self.sources = self._sources()
        self.free = [source for source in self.sources if source.serves is None]
        self.popular = _shares(self.sources)
        self.free_popular = _shares(self.free)
        self.verdicts: dict[str, bool] = {}

    def chance(self, probability: float) -> bool:
        return bool(self.rng.random() < probability)

    def make(self, events: int) -> World:
        made = [found for number in range(events) if (found := self._event(number)) is not None]
        known = Knowledge(
            sources={source.facts.id: source.facts for source in self.sources},
            actors={f"state-{state}": ActorFacts(ActorKind.STATE, state) for state in _STATES},
            opponents=self.opponents,
            model=self.numbers,
        )
        return World(known, tuple(made), self.verdicts)

    def _feuds(self) -> frozenset[tuple[str, str]]:
        order = list(self.rng.permutation(len(_STATES)))
        pairs = [(_STATES[order[at]], _STATES[order[at + 1]]) for at in range(0, len(order), 2)]
        return frozenset([*pairs, *((other, one) for one, other in pairs)])

    def _enemy(self, state: str) -> str:
        return next(other for one, other in self.opponents if one == state)

    def _sources(self) -> list[_Source]:
        count = int(self.like["sources"])
        found = [self._office(state) for state in _STATES]
        found += [self._source(number) for number in range(count)]
        return found

    def _office(self, state: str) -> _Source:
        facts = SourceFacts(
            f"office-{state}", f"office of {state}", "office", state, "party-to-conflict", None, Reliability.D
        )
        return _Source(facts, 0.5, state, 0.5)

    def _source(self, number: int) -> _Source:
        lies = self.chance(self.like["liars"])
        quality = _GRADES[int(self.rng.choice(6, p=(0.02, 0.22, 0.34, 0.14, 0.04, 0.24)))]
        if lies:
            quality = _GRADES[int(self.rng.choice(6, p=(0.0, 0.02, 0.18, 0.45, 0.20, 0.15)))]
        serves = str(self.rng.choice(_STATES)) if lies else None
        hidden = lies and self.chance(self.like["covert"])
        affiliation = "state-aligned" if lies and not hidden else "commercial"
        if not lies and self.chance(0.2):
            affiliation = "ngo"
        facts = SourceFacts(
            f"source-{number}",
            f"Source {number}",
            "outlet",
            serves if not hidden else None,
            affiliation,
            # A network of one owner, known as such, for some of those who serve one state.
            f"net-{serves}" if lies and not hidden and self.chance(0.5) else None,
            self._graded(quality),
        )
        right = float(self.rng.uniform(*_QUALITY[quality]))
        return _Source(facts, right, serves, float(self.rng.lognormal(0.0, 1.0)))

    def _graded(self, quality: Reliability) -> Reliability:
        """The grade that the registry gives: the true one, or one that is off."""
        if not self.chance(self.like["noise"]):
            return quality
        if self.like["noise"] >= 1.0:
            return _GRADES[int(self.rng.integers(6))]
        if quality is Reliability.F or self.chance(0.3):
            return _GRADES[int(self.rng.integers(1, 6))]
        at = _GRADES.index(quality) + int(self.rng.choice((-1, 1)))
        return _GRADES[min(max(at, 1), 4)]

    def _event(self, number: int) -> MadeEvent | None:
        kind = _KINDS[int(self.rng.integers(len(_KINDS)))]
        start, silence = self._log_odds(kind)
        happened = self.chance(_logistic(start + silence))
        accused = str(self.rng.choice(_STATES))
        looked, seen = self._looks(happened)
        told, heard = self._interested(kind, happened, accused)
        pages = looked + told
        if not any(page.positive for page in pages):
            return None
        pages = self._copies(pages)
        return self._recorded(number, kind, happened, accused, pages, _logistic(start + seen + heard))

    def _log_odds(self, kind: Kind) -> tuple[float, float]:
        """Log-odds that an event of a kind is true, and what is added for events that are only imagined.

        A prior is about events that only worthless sources put forward. Among all that are imagined more are
        true: where nobody who looked speaks, that is a sign against. With a Poisson number of lookers the two
        differ by a constant in log-odds: reports heard of a true event less those of an untrue one.
        """
        prior = min(max(self.numbers.priors[kind].beta.mean + self.like["shift"], 0.03), 0.97)
        right = float(np.average([source.right for source in self.free], weights=self.free_popular))
        like = self.like
        keep = 1.0 - like["hearsay"] * (1.0 - like["handed"])
        keep *= 1.0 - like["hedging"] * (1.0 - 0.8 * like["hedged"])
        silent = 1.0 - 0.36 * like["finding_nothing"]
        silence = like["looking"] * 2.0 * keep * (right - 0.5) * silent
        return float(np.log(prior / (1.0 - prior))), silence

    def _looks(self, happened: bool) -> tuple[list[_Page], float]:
        """Reports of those who looked themselves, and what they are worth in log-odds."""
        found: list[_Page] = []
        worth = 0.0
        count = int(self.rng.poisson(self.like["looking"]))
        count = min(count, len(self.free))
        for at in self.rng.choice(len(self.free), size=count, replace=False, p=self.free_popular):
            source = self.free[int(at)]
            modality, keep = Modality.ASSERTED, 1.0
            hops = 1 if self.chance(self.like["hearsay"]) else 0
            if hops:
                modality, keep = Modality.REPORTED, self.like["handed"]
            if self.chance(self.like["hedging"]):
                guess = self.chance(0.5)
                modality = Modality.SPECULATED if guess else Modality.ALLEGED
                keep *= self.like["hedged"] * (0.6 if guess else 1.0)
            right = 0.5 + keep * (source.right - 0.5)
            positive = self.chance(right if happened else 1.0 - right)
            examines = source.facts.affiliation == "ngo"
            # Other newsrooms carry denials, and seldom print that they found nothing themselves.
            if not positive and not self.chance(self.like["finding_nothing"] * (1.0 if examines else 0.2)):
                continue
            found.append(_Page(source, positive, modality, hops, None))
            worth += float(np.log(right / (1.0 - right))) * (1.0 if positive else -1.0)
        return found, worth

    def _interested(self, kind: Kind, happened: bool, accused: str) -> tuple[list[_Page], float]:
        """Reports of those who have a side, and what they are worth in log-odds."""
        found: list[_Page] = []
        like = self.like
        enemy = self._enemy(accused)
        office = {source.serves: source for source in self.sources if source.facts.kind == "office"}
        visible = kind in _VISIBLE
        smears = (like["smearing"], min(like["smearing_truly"] * (1.4 if visible else 1.0), 0.95))
        owns = (0.18, 0.30) if visible else (0.004, 0.05)
        denies = (like["denying"], like["denying_truly"])
        accuses, worth = self._does(smears, happened)
        if accuses:
            tools = [source for source in self.sources if source.serves == enemy]
            speaker = tools[int(self.rng.integers(len(tools)))]
            modality = Modality.ALLEGED if self.chance(0.3) else Modality.ASSERTED
            found.append(_Page(speaker, True, modality, 0, None))
        owned, more = self._does(owns, happened)
        worth += more
        if owned:
            found.append(_Page(office[accused], True, Modality.ASSERTED, 0, None))
            return found, worth
        denied, more = self._does(denies, happened)
        if denied:
            found.append(_Page(office[accused], False, Modality.DENIED, 0, None))
        return found, worth + more

    def _does(self, chances: tuple[float, float], happened: bool) -> tuple[bool, float]:
        """Whether somebody does what is done with one chance if it did not happen and another if it did."""
        done = self.chance(chances[happened])
        untrue, true = chances if done else (1.0 - chances[0], 1.0 - chances[1])
        return done, float(np.log(true / untrue))

    def _copies(self, pages: list[_Page]) -> list[_Page]:
        """The pages with their copies; who copies does not ask whether it is true."""
        found = list(pages)
        for at, page in enumerate(pages):
            mean = self.like["copying"] * (1.5 if page.source.serves else 1.0)
            # Geometric: most reports are copied little, some very much.
            for _ in range(min(int(self.rng.geometric(1.0 / (1.0 + mean))) - 1, 25)):
                camp = [
                    one for one in self.sources if page.source.serves and one.serves == page.source.serves
                ]
                if camp and self.chance(0.6):
                    copier = camp[int(self.rng.integers(len(camp)))]
                else:
                    copier = self.sources[int(self.rng.choice(len(self.sources), p=self.popular))]
                if copier is page.source or copier.facts.kind == "office":
                    continue
                modality = page.modality
                if modality in (Modality.ALLEGED, Modality.SPECULATED) and self.chance(
                    self.like["inflating"]
                ):
                    modality = Modality.REPORTED
                if modality is Modality.ASSERTED and self.chance(0.5):
                    modality = Modality.REPORTED
                found.append(_Page(copier, page.positive, modality, page.hops, at))
        return found

    def _recorded(
        self, number: int, kind: Kind, happened: bool, accused: str, pages: list[_Page], best: float
    ) -> MadeEvent:
        party = Party(literal=accused, name=accused, actor=f"state-{accused}", kind=ActorKind.STATE)
        helped = Party(literal="a group", name="a group", kind=ActorKind.NON_STATE_ARMED_GROUP)
        visible = kind in _VISIBLE
        claims: list[RecordedClaim] = []
        edges: list[Edge] = []
        seen: dict[int, list[str]] = {}
        for at, page in enumerate(pages):
            url = _address(number, at)
            claim = Claim(
                report="",
                kind=kind,
                providers=() if visible else (party,),
                recipients=(party,) if visible else (helped,),
                modality=page.modality,
                polarity=Polarity.POSITIVE if page.positive else Polarity.NEGATIVE,
                confidence=1.0,
                coder="a world",
                codebook="",
                citation=_cites(url, page.source.facts),
            )
            claims.append(
                RecordedClaim(id=f"c-{number}-{at}", text_id=None, recorded_at="2025-01-01", claim=claim)
            )
            if page.origin is not None and self.chance(self.like["found"]):
                sure = float(self.rng.uniform(0.6, 1.0))
                edges.append(Edge(_address(number, page.origin), url, Relation.COPY, sure))
                # Copies of one report are alike among themselves, too.
                alike = seen.setdefault(page.origin, [])
                edges += [Edge(other, url, Relation.COPY, _ALIKE) for other in alike]
                alike.append(url)
        firsts = [at for at, page in enumerate(pages) if page.origin is None and page.positive]
        for one, other in pairwise(firsts):
            if self.chance(self.like["merged"]):
                edges.append(Edge(_address(number, one), _address(number, other), Relation.REWRITE, 0.6))
        event = RecordedEvent(
            id=f"e-{number}",
            title=f"event {number}",
            certainty=None,
            first_use=False,
            coder="a world",
            recorded_at="2025-01-01",
            claims=tuple(claims),
        )
        judged = self.chance(self.like["judged"])
        if judged:
            for at in [place for place, page in enumerate(pages) if page.origin is None]:
                right = pages[at].positive is happened
                self.verdicts[claims[at].id] = right is not self.chance(self.like["mistaken"])
        return MadeEvent(event, happened, lines_of_event(event, edges), judged, best)


def _address(event: int, page: int) -> str:
    return f"https://page.example/{event}/{page:03d}"


def _logistic(value: float) -> float:
    return float(1.0 / (1.0 + np.exp(-value)))


def _cites(url: str, source: SourceFacts) -> Citation:
    return Citation(url=url, source=source.id, publisher=source.name, published=None, language=None)


def _shares(sources: list[_Source]) -> np.typing.NDArray[np.float64]:
    weights = np.array([source.weight for source in sources], dtype=np.float64)
    found: np.typing.NDArray[np.float64] = weights / weights.sum()
    return found
