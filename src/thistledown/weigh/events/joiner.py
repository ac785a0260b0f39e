"""The round of joining: claims without an event join one, or found one."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from thistledown.casebook.folding import fold
from thistledown.casebook.record import Casebook
from thistledown.casebook.schema import event, event_claim, search_entry
from thistledown.casebook.view import RecordedClaim, View
from thistledown.weigh.events.assignment import Assignment, Placing
from thistledown.weigh.events.face import Face, face_of, may_join
from thistledown.weigh.events.fit import Commonness
from thistledown.weigh.events.judged import event_chiefs
from thistledown.weigh.events.kinship import kinship
from thistledown.weigh.events.titles import title_of
from thistledown.weigh.events.weights import event_weights
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.lookups import event_claims, ever_about, published, retired_events

JOINER = "joiner 0.1"
JOINED = "join-events"
EVENT = "e-"
_EMPTY = "no claim is left about it"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class JoinedUp:
    """What a round of joining did.

    Attributes:
        joined: claims that joined an event of the record.
        founded: events that were founded.
        emptied: events of earlier rounds that no claim is left about.
        undecided: claims that fit several events alike; an analyst has to say which.
        denials: denials of something that no event is about.
        loose: claims that name nobody and no place.
        set_aside: generalities and forecasts.
        left: claims that an analyst took out of an event, or whose event an analyst retired.
    """

    joined: int = 0
    founded: int = 0
    emptied: int = 0
    undecided: int = 0
    denials: int = 0
    loose: int = 0
    set_aside: int = 0
    left: int = 0


@dataclass(slots=True)
class Plan:
    """What a round would do, before it is written.

    Attributes:
        about: for each claim that is placed, its event.
        founded: for each event to found, the claim that founds it.
        placings: for each claim that was compared with events, what was found.
        counts: as in `JoinedUp`.
    """

    about: dict[str, str] = field(default_factory=dict)
    founded: dict[str, RecordedClaim] = field(default_factory=dict)
    placings: dict[str, Placing] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=lambda: defaultdict(int))


def event_id(claim: str) -> str:
    """The id of the event that a claim founds: made of the claim's own id, so the same in every round."""
    return EVENT + hashlib.sha256(f"event\0{claim}".encode()).hexdigest()[:12]


def plan_events(view: View, progress: Progress | None = None) -> Plan:
    """Work out where claims without an event belong; nothing is written.

    Claims that tell most are looked at first, and denials last: a denial joins what it denies, and founds
    nothing. A claim that an analyst took out of an event is left to the analyst.
    """
    by = event_weights()
    kin = kinship(view, by)
    chiefs = event_chiefs(view)
    when = published(view)
    home, left = _homes(view)
    common = Commonness()
    settled: list[tuple[str, Face]] = []
    waiting: list[tuple[Face, RecordedClaim]] = []
    plan = Plan()
    for item in Judgements(view).every(view.every_claim()):
        if not may_join(item.claim):
            plan.counts["set_aside"] += 1
            continue
        face = face_of(item, item.claim, (when.get(item.claim.report) or (None,))[0], kin)
        common.count(face)
        events = home.get(item.id)
        if events:
            settled.extend((chiefs.get(key, key), face) for key in events)
        elif item.id in left:
            plan.counts["left"] += 1
        else:
            waiting.append((face, item))
    waiting.sort(key=lambda pair: (pair[0].denial, -pair[0].exactness, pair[0].claim))
    # Events grow while claims are gone through, so what fitted none may fit one now. The last pass begins as
    # the next round would and places nothing: so a round after this one has nothing to do.
    while True:
        assignment = Assignment(kin, common)
        for key, face in sorted(settled, key=lambda pair: (pair[0], pair[1].claim)):
            assignment.add(key, face)
        for done, (face, item) in enumerate(waiting, start=1):
            _settle(face, item, assignment, plan)
            if progress is not None and (done % 100 == 0 or done == len(waiting)):
                progress(done, len(waiting))
        placed = {face.claim for face, _ in waiting if face.claim in plan.about}
        if not placed:
            break
        settled += [(plan.about[face.claim], face) for face, _ in waiting if face.claim in placed]
        waiting = [pair for pair in waiting if pair[0].claim not in placed]
    for face, _ in waiting:
        plan.counts[_why_waiting(face, plan)] += 1
    plan.counts["joined"] = len(plan.about) - len(plan.founded)
    return plan


def _why_waiting(face: Face, plan: Plan) -> str:
    if not face.anchored:
        return "loose"
    return "undecided" if plan.placings[face.claim].undecided else "denials"


def _homes(view: View) -> tuple[dict[str, list[str]], set[str]]:
    """The events that each claim is about, and the claims that analysts took out of theirs."""
    gone = retired_events(view, [JOINED])
    home: dict[str, list[str]] = defaultdict(list)
    live = set()
    left = set()
    for row in event_claims(view):
        live.add((row["event_id"], row["claim_id"]))
        if row["event_id"] not in gone:
            home[row["claim_id"]].append(row["event_id"])
        elif not gone[row["event_id"]]:
            left.add(row["claim_id"])
    return home, left | {claim for _, claim in ever_about(view) - live}


def _settle(face: Face, item: RecordedClaim, assignment: Assignment, plan: Plan) -> None:
    if not face.anchored:
        return
    plan.placings[face.claim] = placing = assignment.place(face)
    if placing.event is not None:
        key = placing.event
    elif placing.undecided or face.denial:
        return
    else:
        key = event_id(face.claim)
        plan.founded[key] = item
    plan.about[face.claim] = key
    assignment.add(key, face)


def join_events(casebook: Casebook, progress: Progress | None = None) -> JoinedUp:
    """Bring the record's events up to its claims.

    Only claims without an event are looked at; what is there, by whosever hand, stays. Doing it again adds
    nothing. Events of the machine that no claim is left about are retired, and hold again when the claim
    that founded them is read again; an event that an analyst retired stays retired.
    """
    emptied = _retire_empty(casebook)
    plan = plan_events(casebook.view(), progress)
    with casebook.entry(JOINED, JOINER, {"claims": len(plan.about)}) as entry:
        # Looked at under the write lock: another process may have joined the same claims meanwhile.
        ever = set(entry.connection.execute(select(event.c.id)).scalars())
        pairs = ever_about(casebook.view())
        titles = {key: title_of(item.claim) for key, item in plan.founded.items() if key not in ever}
        entry.insert(
            event,
            [
                {"id": key, "title": title, "certainty": None, "first_use": False, "coder": JOINER}
                for key, title in titles.items()
            ],
        )
        entry.insert(
            search_entry,
            [
                {"subject_table": "event", "subject_id": key, "folded": fold(title)}
                for key, title in titles.items()
            ],
        )
        again = sorted(set(plan.founded) & set(retired_events(casebook.view(), [JOINED])))
        entry.restore(event, again, f"its claim was read again ({JOINER})")
        entry.insert(
            event_claim,
            [
                {"event_id": key, "claim_id": claim}
                # The claim that founds an event stands first in it.
                for claim, key in sorted(plan.about.items(), key=lambda pair: pair[1])
                if (key, claim) not in pairs
            ],
        )
        entry.forget_if_empty()
    return JoinedUp(founded=len(titles) + len(again), emptied=emptied, **plan.counts)


def _retire_empty(casebook: Casebook) -> int:
    """Retire the machine's events that no claim is left about."""
    view = casebook.view()
    empty = [found.id for found in view.every_event() if found.coder == JOINER and not found.claims]
    if not empty:
        return 0
    with casebook.entry(JOINED, JOINER, {"empty": len(empty)}) as entry:
        entry.retire(event, empty, _EMPTY)
    return len(empty)
