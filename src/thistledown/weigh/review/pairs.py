"""Which actors and events may be one, and which claims may not belong to their event."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from thistledown.casebook.schema import event_claim
from thistledown.casebook.view import RecordedEvent, View
from thistledown.weigh.clusters import Clusters
from thistledown.weigh.events.assignment import Assignment
from thistledown.weigh.events.face import Face, face_of, may_join
from thistledown.weigh.events.fit import Commonness, Fit, fit
from thistledown.weigh.events.joiner import JOINER
from thistledown.weigh.events.kinship import Kinship, kinship
from thistledown.weigh.events.weights import event_weights
from thistledown.weigh.lookups import all_judgements, event_claims, published
from thistledown.weigh.resolution.mentions import party_key
from thistledown.weigh.resolution.scoring import Match
from thistledown.weigh.review.claims import SUREST
from thistledown.weigh.review.question import ASKED, About, Question
from thistledown.weigh.review.shown import Shown
from thistledown.weigh.standing import Verdict

# Claims of one event that are compared with others.
COMPARED = 8
# Log-odds against two events being one where one person coded both, and so had both before the eyes and kept
# them apart: one such pair in twenty is a mistake.
KEPT_APART = math.log(0.95 / 0.05)


def actor_questions(
    matches: Iterable[Match], events: Sequence[RecordedEvent], shown: Shown, groups: Clusters
) -> Iterator[Question]:
    """Ask about suggested matches of actors.

    A yes shows the events of the less known of the two under one actor with those of the other: each of them
    changes by the probability that it is shown with. A no changes nothing now.

    Args:
        matches: what `thistledown.weigh.resolution` suggests.
        events: events as they stand.
        shown: what is shown of an event.
        groups: which actors are one already.
    """
    told: dict[str, dict[str, float]] = defaultdict(dict)
    for event in events:
        probability = shown(event)
        for item in event.claims:
            for party in (*item.claim.providers, *item.claim.recipients):
                told[groups.chief(party_key(party))][event.id] = probability
    for match in matches:
        sides = [told.get(groups.chief(key), {}) for key in (match.left, match.right)]
        fewer, more = sorted(sides, key=lambda side: sum(side.values()))
        chance = min(match.score, SUREST)
        yield Question(
            about=About.ACTORS,
            ids=(match.left, match.right),
            value=chance * sum(fewer.values()),
            chance=chance,
            event=max(fewer, key=lambda key: (fewer[key], key), default=None),
            why=(*match.reasons, ASKED("events", fewer=len(fewer), more=len(more))),
        )


@dataclass(slots=True)
class _Told:
    """Events with their claims as joining looks at them, and how many claims of each event say the same."""

    kin: Kinship
    common: Commonness
    faces: Mapping[str, Sequence[Face]]
    times: Mapping[str, Counter[tuple[object, ...]]]


def event_questions(
    view: View, events: Sequence[RecordedEvent], shown: Shown, groups: Clusters
) -> Iterator[Question]:
    """Ask about events that may be one, and about claims that may not belong to their event.

    How likely a yes is comes from the points of `thistledown.weigh.events.fit`, read as log-odds around the
    number from which on a claim joins an event by itself.

    Args:
        view: the record, for actors and days of publication.
        events: events as they stand.
        shown: what is shown of an event.
        groups: which events are one already, and which are not.
    """
    told = _told(view, events)
    by_id = {event.id: event for event in events}
    probability = {event.id: shown(event) for event in events}
    for (left, right), found in _alike(told, groups).items():
        one, other = by_id[left], by_id[right]
        now = probability[left], probability[right]
        joined = shown(replace(one, claims=(*one.claims, *other.claims)))
        by_hand = one.coder == other.coder != JOINER
        chance = _chance(found.points - (KEPT_APART if by_hand else 0.0), told.kin)
        # The weaker of the two is not shown by itself any more, and the stronger moves.
        yield Question(
            about=About.EVENTS,
            ids=(left, right),
            value=chance * (min(now) + abs(joined - max(now))),
            chance=chance,
            event=left,
            now=max(now),
            yes=joined,
            no=max(now),
            why=found.reasons,
        )
    kept = _said_to_belong(view)
    for event in events:
        for claim, found in _strangers(told, event):
            if claim in kept:
                continue
            rest = tuple(item for item in event.claims if item.id != claim)
            alone = tuple(item for item in event.claims if item.id == claim)
            chance = _chance(found.points, told.kin)
            no = shown(replace(event, claims=rest))
            apart = shown(replace(event, claims=alone))
            yield Question(
                about=About.SPLIT,
                ids=(event.id, claim),
                value=(1.0 - chance) * (apart + abs(no - probability[event.id])),
                chance=chance,
                event=event.id,
                now=probability[event.id],
                yes=probability[event.id],
                no=no,
                why=found.reasons,
            )


def _told(view: View, events: Sequence[RecordedEvent]) -> _Told:
    kin, common, when = kinship(view, event_weights()), Commonness(), published(view)
    faces: dict[str, list[Face]] = {}
    times: dict[str, Counter[tuple[object, ...]]] = {}
    for event in events:
        held, seen = faces.setdefault(event.id, []), times.setdefault(event.id, Counter())
        for item in event.claims:
            if not may_join(item.claim):
                continue
            face = face_of(item, item.claim, (when.get(item.claim.report) or (None,))[0], kin)
            common.count(face)
            seen[face.signature] += 1
            if seen[face.signature] == 1:
                held.append(face)
    return _Told(kin, common, faces, times)


def _said_to_belong(view: View) -> set[str]:
    """Claims of which an analyst said that they are about their event."""
    judged = all_judgements(view, event_claim.name)
    accepted = {key for key, rows in judged.items() if any(row["verdict"] == Verdict.ACCEPT for row in rows)}
    if not accepted:
        return set()
    return {row["claim_id"] for row in event_claims(view) if str(row["id"]) in accepted}


def _alike(told: _Told, groups: Clusters) -> dict[tuple[str, str], Fit]:
    """Pairs of events with the best fit between their claims, where an analyst may say that they are one."""
    assignment = Assignment(told.kin, told.common)
    for key, faces in told.faces.items():
        for face in faces:
            assignment.add(key, face)
    found: dict[tuple[str, str], Fit] = {}
    for key, faces in told.faces.items():
        for face in faces[:COMPARED]:
            for candidate in assignment.candidates(face):
                if candidate.event == key:
                    continue
                pair = (min(key, candidate.event), max(key, candidate.event))
                if pair not in found or found[pair].points < candidate.fit.points:
                    found[pair] = candidate.fit
    return {
        pair: best
        for pair, best in found.items()
        if not groups.together(*pair) and groups.refusal(*pair) is None
    }


def _strangers(told: _Told, event: RecordedEvent) -> Iterator[tuple[str, Fit]]:
    """Claims that would not join their event by themselves, with the best fit to its other claims."""
    faces = told.faces[event.id]
    # Of two that do not fit each other, the one told later is the stranger.
    for face in faces if len(faces) > 2 else faces[1:]:
        if told.times[event.id][face.signature] > 1:
            continue
        others = [other for other in faces if other is not face][:COMPARED]
        best = max((fit(face, other, told.kin, told.common) for other in others), key=_points)
        if best.points < told.kin.by.join:
            yield face.claim, best


def _points(found: Fit) -> float:
    return found.points


def _chance(points: float, kin: Kinship) -> float:
    return min(1.0 / (1.0 + math.exp(kin.by.join - points)), SUREST)
