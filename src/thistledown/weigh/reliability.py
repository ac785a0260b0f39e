"""How often each source is right, learned from analysts' judgements: truth discovery with copying.

The model is that of Dawid and Skene (1979) with one parameter a source: it says what is so in a share r of
cases. The grade gives r a Beta distribution to begin with; expectation and maximisation take turns: how
likely each event is, given the sources; how often each source was right, given the events. A judged claim is
right or wrong as the analyst says, with the analyst's own error; an event that nobody judged counts little,
and a source never vouches for itself: its own line is left out of the event that it is measured by. Of a line
of echoes the origin is measured in full, the others hardly: to repeat a truth is no merit of one's own.
Sources that share more errors than chance allows copy each other (Dong, Berti-Equille and Srivastava 2009):
they become one bloc.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from thistledown.casebook.view import RecordedClaim, RecordedEvent
from thistledown.weigh.assessment.assessment import kind_of
from thistledown.weigh.assessment.evidence import Strand, kept, log_ratio, shares, strands
from thistledown.weigh.assessment.model import Beta
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.knowledge import Knowledge
from thistledown.weigh.line import Line
from thistledown.weigh.standing import Verdict
from thistledown.weigh.testimony import Interest

# An analyst is wrong in one of twenty judgements.
ANALYST = 0.95
# A rejection may be about the words as well as about the source: it counts half.
REJECTED = 0.5
# What being right or wrong counts for a source that only passed a line on.
PASSED_ON = 0.2
_ROUNDS = 12
_STILL = 1e-4
# Dong and others (2009): chance that a pair copies at all, share that a copier copies, wrong values.
_COPY_PRIOR, _COPY_SHARE, _WRONG = 0.05, 0.8, 3
_COPIERS, _SHARED_AT_LEAST, _LARGEST = 0.9, 4, 60

Case = tuple[RecordedEvent, Sequence[Line]]


@dataclass(slots=True)
class _Vote:
    source: str
    event: int
    denies: bool
    keep: float
    part: float
    weight: float
    verdict: bool | None


def verdicts(judged: Judgements, claims: Iterable[RecordedClaim]) -> dict[str, bool]:
    """Which claims analysts accepted as a whole, and which they rejected, by id."""
    held = ((item.id, judged.of(item).both.verdict) for item in claims)
    return {key: verdict is Verdict.ACCEPT for key, verdict in held if verdict is not None}


def learn(known: Knowledge, cases: Iterable[Case], judged: Mapping[str, bool]) -> Knowledge:
    """Knowledge with what judgements teach about sources.

    Args:
        known: sources at their grades.
        cases: events with their lines; those without a judgement help a little.
        judged: for each claim that an analyst judged, whether it was found right.

    Returns:
        The same knowledge with `learned` and `blocs`.
    """
    votes, priors = _votes(known, cases, judged)
    start = {vote.source: known.beta(known.sources[vote.source]) for vote in votes}
    held = dict(start)
    believed: list[float] = []
    for _ in range(_ROUNDS):
        believed = _events(votes, priors, held, known)
        now = _sources(votes, believed, held, start, known)
        moved = max((abs(now[key].mean - held[key].mean) for key in now), default=0.0)
        held = now
        if moved < _STILL:
            break
    learned = {key: beta for key, beta in held.items() if beta != start[key]}
    return replace(known, learned=learned, blocs=_blocs(votes, believed, held))


def _votes(
    known: Knowledge, cases: Iterable[Case], judged: Mapping[str, bool]
) -> tuple[list[_Vote], list[float]]:
    votes: list[_Vote] = []
    priors: list[float] = []
    for event, lines in cases:
        if not event.claims:
            continue
        items = strands(lines, known)
        share = shares(items, known.model)
        mean = known.model.priors[kind_of(event)].beta.mean
        priors.append(math.log(mean / (1.0 - mean)))
        for item in items:
            votes += _of_strand(item, len(priors) - 1, share, known, judged)
    return votes, priors


def _of_strand(
    item: Strand,
    event: int,
    share: Mapping[tuple[str, bool], float],
    known: Knowledge,
    judged: Mapping[str, bool],
) -> list[_Vote]:
    found: list[_Vote] = []
    seen: set[str] = set()
    # One word on a line is a word on all that repeats it.
    on_line = {judged[one.recorded.id] for one in item.testimonies if one.recorded.id in judged}
    for number, one in enumerate(item.testimonies):
        source = one.key if one.key in known.sources else None
        verdict = judged.get(one.recorded.id)
        if verdict is None and len(on_line) == 1:
            verdict = next(iter(on_line))
        if number > 0:
            source = one.source if one.source in known.sources else None
        if source is None or one.left_out or source in seen:
            continue
        seen.add(source)
        keep = kept(one, known.model)
        # How surely it was put counts for its record; what it had to gain does not excuse an untruth.
        stake = kept(replace(one, interest=Interest.NONE), known.model)
        part = share.get((item.origin, item.denies), 0.0) if number == 0 else 0.0
        weight = stake if number == 0 else PASSED_ON * stake
        if verdict is None:
            weight *= known.model.weights.agreement if number == 0 else 0.0
        elif verdict is False:
            weight *= REJECTED
        if weight > 0:
            found.append(_Vote(source, event, item.denies, keep, part, weight, verdict))
    return found


def _adds(vote: _Vote, held: Mapping[str, Beta]) -> float:
    size = vote.part * log_ratio(held[vote.source].mean, vote.keep)
    return -size if vote.denies else size


def _events(
    votes: Sequence[_Vote], priors: Sequence[float], held: Mapping[str, Beta], known: Knowledge
) -> list[float]:
    """Log-odds that each event happened; an accepted claim counts as the analyst's own word."""
    found = list(priors)
    sure = math.log(ANALYST / (1.0 - ANALYST))
    told: set[tuple[int, bool]] = set()
    for vote in votes:
        found[vote.event] += _adds(vote, held)
        if vote.verdict is True and (vote.event, vote.denies) not in told:
            told.add((vote.event, vote.denies))
            found[vote.event] += -sure if vote.denies else sure
    return found


def _sources(
    votes: Sequence[_Vote],
    believed: Sequence[float],
    held: Mapping[str, Beta],
    start: Mapping[str, Beta],
    known: Knowledge,
) -> dict[str, Beta]:
    right: dict[str, float] = defaultdict(float)
    wrong: dict[str, float] = defaultdict(float)
    for vote in votes:
        if vote.verdict is None:
            others = believed[vote.event] - _adds(vote, held)
            happened = 1.0 / (1.0 + math.exp(-others))
            share = 1.0 - happened if vote.denies else happened
        else:
            share = ANALYST if vote.verdict else 1.0 - ANALYST
        right[vote.source] += vote.weight * share
        wrong[vote.source] += vote.weight * (1.0 - share)
    return {key: Beta(beta.a + right[key], beta.b + wrong[key]) for key, beta in start.items()}


def _blocs(votes: Sequence[_Vote], believed: Sequence[float], held: Mapping[str, Beta]) -> dict[str, str]:
    """Sources that copy each other, by the errors they share; each named by the first of its group."""
    by_event: dict[int, dict[str, bool]] = defaultdict(dict)
    for vote in votes:
        by_event[vote.event].setdefault(vote.source, vote.denies)
    evidence: dict[tuple[str, str], float] = defaultdict(float)
    shared: dict[tuple[str, str], int] = defaultdict(int)
    for event, said in by_event.items():
        if len(said) > _LARGEST:
            continue
        happened = 1.0 / (1.0 + math.exp(-believed[event]))
        for one, other in combinations(sorted(said), 2):
            pair = (one, other)
            shared[pair] += 1
            evidence[pair] += _copies(held[one].mean, held[other].mean, said[one], said[other], happened)
    start = math.log(_COPY_PRIOR / (1.0 - _COPY_PRIOR))
    least = math.log(_COPIERS / (1.0 - _COPIERS))
    group: dict[str, str] = {}

    def top(name: str) -> str:
        while group.get(name, name) != name:
            name = group[name]
        return name

    for (one, other), weight in sorted(evidence.items()):
        if shared[one, other] >= _SHARED_AT_LEAST and start + weight >= least:
            low, high = sorted((top(one), top(other)))
            group[high] = low
            group.setdefault(low, low)
    return {name: f"alike:{top(name)}" for name in group}


def _copies(one: float, other: float, denies: bool, other_denies: bool, happened: float) -> float:
    """Log of the likelihood ratio of copying against independence, from one event that both speak of."""
    if denies is not other_denies:
        return math.log(1.0 - _COPY_SHARE)
    right = 1.0 - happened if denies else happened
    both_right = one * other
    both_wrong = (1.0 - one) * (1.0 - other) / _WRONG
    mean = (one + other) / 2
    if_right = (_COPY_SHARE * mean + (1.0 - _COPY_SHARE) * both_right) / both_right
    if_wrong = (_COPY_SHARE * (1.0 - mean) + (1.0 - _COPY_SHARE) * both_wrong) / both_wrong
    return right * math.log(if_right) + (1.0 - right) * math.log(if_wrong)
