"""The review queue: what an analyst should look at, and what the analyst says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Query
from pydantic import Field

from thistledown.casebook.clock import stamp
from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.record import Casebook
from thistledown.casebook.view import RecordedEvent, View
from thistledown.serve.api.asked import Asked, BadQuestionError
from thistledown.serve.api.asked import Question as Ask
from thistledown.serve.api.chosen import of_sheet
from thistledown.serve.api.judged_claim import JudgedClaim, judged_claim
from thistledown.serve.api.reasons import Reason, reasons
from thistledown.weigh.events.verbs import join_two, keep_apart, split_event
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.merging import Said
from thistledown.weigh.resolution.mentions import claims_naming
from thistledown.weigh.resolution.resolver import different_actors, same_actor
from thistledown.weigh.review import deciding
from thistledown.weigh.review.agreement import coders
from thistledown.weigh.review.question import About, Question
from thistledown.weigh.review.queue import Desk, question_about, queue, still_open
from thistledown.weigh.review.shown import Shown, shown_in
from thistledown.weigh.review.typed import typed_value
from thistledown.weigh.sheet.doubtful import doubtful
from thistledown.weigh.slots import slot_words, with_slot

router = APIRouter(prefix="/review", tags=["review"])

Sort = Literal["claim", "actors", "events", "split"]
Coder = Annotated[
    str | None, Query(max_length=200, description="In whose name; left out: the casebook's analyst.")
]
Blind = Annotated[bool, Query(description="Show nothing that others decided, and ask about claims only.")]
# Claims of an event, and names of an actor, that a question shows.
SHOWN = 8
NAMES = 12
# So many questions of a queue come with what they are about.
WORDED = 10
# In a record of more events than this, the queue asks of so many that are most in doubt.
MANY, DOUBTFUL = 5_000, 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """One question of the queue.

    Attributes:
        about: claim, actors, events or split.
        ids: the claim; two actors; two events; or an event and the claim that may not belong to it.
        worth: how far the answer is expected to move what is shown, in hundredths.
        chance: how sure the machine is of a yes, 0 to 1.
        event: the event that would change most.
        now: the probability shown for it now.
        yes: after a yes.
        no: after a no.
        open: slots that a later reading put otherwise than what was judged.
        why: what speaks for asking.
        reasons: the same to be worded in another language.
        words: of the first questions of a queue, what they are about: the quote, the names or the titles.
    """

    about: Sort
    ids: tuple[str, ...]
    worth: float
    chance: float
    event: str | None
    now: float | None
    yes: float | None
    no: float | None
    open: tuple[str, ...]
    why: tuple[str, ...]
    reasons: tuple[Reason, ...]
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """What waits, the most telling first.

    Attributes:
        entry: the state of the record in which it was worked out; hand it on with each question.
        coder: in whose name answers are written.
        total: how many questions wait in all.
        counts: how many of each sort.
        questions: the first of them.
        among: in a large record, of how many events these are; None when of all.
    """

    entry: int
    coder: str
    total: int
    counts: dict[str, int]
    questions: tuple[Asking, ...]
    among: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorAsked:
    """An actor as a question shows it.

    Attributes:
        id: of the actor.
        name: its name.
        kind: sort of body.
        country: code of its country.
        parent: the actor it is part of.
        note: what is noted of it.
        names: in all scripts.
        claims: how many claims name it, at most 500.
        quotes: what some of them say.
    """

    id: str
    name: str
    kind: str
    country: str | None
    parent: str | None
    note: str | None
    names: tuple[str, ...]
    claims: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EventAsked:
    """An event as a question shows it.

    Attributes:
        id: of the event.
        title: its title.
        slots: what its first claim says, by slot, in words.
        claims: how many claims are about it.
        quotes: words of some of them, or what the coder noted of a page.
    """

    id: str
    title: str
    slots: dict[str, str]
    claims: int
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A question with what it is about.

    Attributes:
        question: it, with the numbers of now; None when it needs no answer any more.
        claim: the claim, where it is about one.
        actors: the two actors, where it is about them.
        events: the event or events.
    """

    question: Asking | None
    claim: JudgedClaim | None
    actors: tuple[ActorAsked, ...]
    events: tuple[EventAsked, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What an analyst says.

    Attributes:
        answer: accept, reject, correct, grade or comment a claim; same or different for two actors or two
            events; belongs or split for a claim and its event.
        about: what sort of thing it is about.
        ids: as in the question.
        coder: in whose name; the casebook's analyst if not said.
        slot: which slot is put right.
        value: what is right there as one types it, or the grade.
        comment: why.
    """

    answer: Literal[
        "accept", "reject", "correct", "grade", "comment", "same", "different", "belongs", "split"
    ]
    about: Sort
    ids: Annotated[tuple[str, ...], Field(min_length=1, max_length=2)]
    coder: Annotated[str | None, Field(max_length=200)] = None
    slot: Annotated[str | None, Field(max_length=40)] = None
    value: Annotated[str, Field(max_length=4_000)] = ""
    comment: Annotated[str, Field(max_length=4_000)] = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What was written.

    Attributes:
        entry: number of the journal entry, to undo it; None when the record said so already.
    """

    entry: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """How a typed value was understood.

    Attributes:
        words: the value in words; "" for nothing.
        same: whether the slot says that already.
    """

    words: str
    same: bool


@dataclass(frozen=True, slots=True)
class CoderCount:
    """Who judged claims, and how many."""

    name: str
    claims: int


@router.get("/queue")
def review_queue(
    ask: Ask,
    about: Annotated[list[Sort] | None, Query(max_length=4)] = None,
    coder: Coder = None,
    blind: Blind = False,
    limit: Annotated[int, Query(ge=1, le=2_000)] = 200,
) -> Queue:
    """What waits for an analyst, the most telling question first."""
    desk = _desk(ask, coder, blind)
    sorts = tuple(About(one) for one in dict.fromkeys(about or [])) or tuple(About)
    found: list[Question] = []
    for group in _GROUPS:
        if set(group) & set(sorts):
            found += (question for question in _waiting(ask, desk, group) if question.about in sorts)
    found.sort(key=lambda question: question.order)
    return Queue(
        entry=ask.newest_entry,
        coder=desk.who,
        total=len(found),
        counts={one.value: sum(question.about is one for question in found) for one in sorts},
        questions=tuple(
            _asking(one, _subject(desk.view, one) if at < WORDED else "")
            for at, one in enumerate(found[:limit])
        ),
        among=None if (events := _among(ask, blind)) is None else len(events),
    )


@router.get("/question")
def review_question(
    ask: Ask,
    about: Sort,
    ids: Annotated[list[str], Query(min_length=1, max_length=2)],
    coder: Coder = None,
    blind: Blind = False,
    since: Annotated[int | None, Query(ge=0, description="The queue's entry: its sources are kept.")] = None,
) -> Put:
    """One question with the words it rests on, and with the numbers of now."""
    desk = _desk(ask, coder, blind)
    shown = _shown(ask, blind, since)
    found = _find(ask, desk, About(about), ids, shown)
    eyes = desk.eyes()
    judged = None
    if about in ("claim", "split"):
        held = eyes.of(desk.view.claim(ids[-1]))
        judged = judged_claim(desk.view, held, eyes=(desk.who,) if blind else None)
    events = list(ids) if about == "events" else ids[:1] if about == "split" else []
    if about == "claim":
        events = desk.view.events_of_claim(ids[0])[:1]
    return Put(
        question=None if found is None else _asking(found),
        claim=judged,
        actors=tuple(_actor(desk.view, key) for key in ids) if about == "actors" else (),
        events=tuple(_event(desk, eyes, key) for key in events),
    )


@router.get("/typed")
def review_typed(
    ask: Ask,
    claim: Annotated[str, Query(max_length=120)],
    slot: Annotated[str, Query(max_length=40)],
    text: Annotated[str, Query(max_length=4_000)] = "",
    coder: Coder = None,
) -> Typed:
    """How a typed value is understood, before it is written."""
    desk = _desk(ask, coder, False)
    held = _held(desk.view, claim)
    value = typed_value(desk.view, held, slot, text)
    deciding.check_parties(desk.view, slot, value)
    after = with_slot(held, slot, value)
    return Typed(words=slot_words(after, slot), same=slot_words(after, slot) == slot_words(held, slot))


@router.get("/coders")
def review_coders(ask: Ask) -> tuple[CoderCount, ...]:
    """Who judged claims so far, the busiest first."""
    return tuple(CoderCount(name, claims) for name, claims in coders(ask.view).items())


@router.post("/decisions")
def decide(ask: Ask, decision: Decision) -> Written:
    """Write what an analyst says; each is one journal entry that can be undone."""
    book = ask.to_write().in_name_of(decision.coder)
    if len(decision.ids) != (1 if decision.about == "claim" else 2):
        raise BadQuestionError(f"a question about {decision.about} names {decision.ids!r}; reload the page")
    verbs = _VERBS[decision.about]
    if decision.answer not in verbs:
        raise BadQuestionError(
            f"{decision.answer!r} is no answer to a question about {decision.about}; "
            f"choose one of {', '.join(verbs)}"
        )
    return Written(entry=verbs[decision.answer](book, decision))


def _accept(book: Casebook, told: Decision) -> int:
    return deciding.accept(book, told.ids[-1], slot=told.slot, comment=told.comment)


def _reject(book: Casebook, told: Decision) -> int:
    return deciding.reject(book, told.ids[-1], comment=told.comment)


def _correct(book: Casebook, told: Decision) -> int:
    view, slot = book.view(), told.slot or ""
    value = typed_value(view, _held(view, told.ids[-1]), slot, told.value)
    return deciding.correct(book, told.ids[-1], {slot: value}, comment=told.comment)


def _comment(book: Casebook, told: Decision) -> int:
    return deciding.note(book, told.ids[-1], told.comment)


def _grade(book: Casebook, told: Decision) -> int:
    return deciding.grade_claim(book, told.ids[-1], told.value, comment=told.comment)


def _belongs(book: Casebook, told: Decision) -> int:
    return deciding.belongs(book, told.ids[0], told.ids[1], comment=told.comment)


def _split(book: Casebook, told: Decision) -> int:
    return split_event(book, told.ids[0], [told.ids[1]], told.comment.strip() or "reviewed").entry


def _pair(say: Callable[[Casebook, str, str, str], Said]) -> Callable[[Casebook, Decision], int | None]:
    def said(book: Casebook, told: Decision) -> int | None:
        return say(book, told.ids[0], told.ids[1], told.comment.strip() or "reviewed").entry

    return said


_VERBS: dict[str, dict[str, Callable[[Casebook, Decision], int | None]]] = {
    "claim": {
        "accept": _accept,
        "reject": _reject,
        "correct": _correct,
        "grade": _grade,
        "comment": _comment,
    },
    "actors": {"same": _pair(same_actor), "different": _pair(different_actors)},
    "events": {"same": _pair(join_two), "different": _pair(keep_apart)},
    "split": {"belongs": _belongs, "split": _split, "correct": _correct, "comment": _comment},
}


def _desk(ask: Asked, coder: str | None, blind: bool) -> Desk:
    return Desk(ask.view, ask.casebook.in_name_of(coder).who, blind)


# Sorts that are looked for together: each costs a look at the whole record.
_GROUPS = ((About.CLAIM,), (About.ACTORS,), (About.EVENTS, About.SPLIT))


def _waiting(ask: Asked, desk: Desk, sorts: tuple[About, ...]) -> list[Question]:
    whose = desk.who if desk.blind else ""
    return ask.kept(
        f"review {sorts[0].value} {desk.blind} {whose}",
        lambda: queue(desk, about=sorts, shown=_shown(ask, desk.blind, None), among=_among(ask, desk.blind)),
    )


def _among(ask: Asked, blind: bool) -> list[str] | None:
    """In a large record, the events that are asked about; None for all."""
    if ask.kept("counts", ask.view.counts)["events"] <= MANY:
        return None
    # What blind coders are asked must not hang on what anybody judged.
    return of_sheet(
        ask,
        f"doubtful {blind}",
        lambda sheet: sorted(sheet.ids)[:DOUBTFUL] if blind else doubtful(sheet, DOUBTFUL),
    )


def _shown(ask: Asked, blind: bool, since: int | None) -> Shown:
    """The number that is shown of an event, kept from the beginning of a sitting.

    What one more judgement teaches about sources is not worked out anew for every question.
    """
    moment = ask.view.as_of.moment
    entry = ask.newest_entry if since is None else min(since, ask.newest_entry)
    key = (entry, None if moment is None else stamp(moment), f"review shown {blind}")
    return ask.site.shelf.get(key, lambda: shown_in(ask.view, blind=blind))


def _find(ask: Asked, desk: Desk, about: About, ids: Sequence[str], shown: Shown) -> Question | None:
    if about is About.CLAIM:
        if desk.eyes().of(desk.view.claim(ids[0])).closed:
            return None
        return question_about(desk, ids[0], shown=shown)
    bare = Question(about=about, ids=tuple(ids), value=0.0, chance=0.5)
    return still_open(desk, bare, shown=shown)


def _held(view: View, claim_id: str) -> Any:
    judged = Judgements(view).of(view.claim(claim_id))
    return judged.both.human or judged.recorded.claim


def _subject(view: View, question: Question) -> str:
    """What a question is about, in a line."""
    match question.about:
        case About.ACTORS:
            return " / ".join(_name(view, key) for key in question.ids)
        case About.EVENTS:
            return " / ".join(view.event(key).title for key in question.ids)
        case _:
            claim = view.claim(question.ids[-1]).claim
            return _words(claim.quote, claim.citation)


def _asking(question: Question, words: str = "") -> Asking:
    return Asking(
        about=question.about.value,
        ids=question.ids,
        worth=100 * question.value,
        chance=question.chance,
        event=question.event,
        now=question.now,
        yes=question.yes,
        no=question.no,
        open=question.open,
        why=tuple(why.english for why in question.why),
        reasons=reasons(question.why),
        words=words,
    )


def _actor(view: View, key: str) -> ActorAsked:
    row = view.actor(key)
    claims = claims_naming(view, key)
    parent = row["parent_id"]
    return ActorAsked(
        id=key,
        name=row["name"],
        kind=row["kind"],
        country=row["country"],
        parent=_name(view, parent) if parent else None,
        note=row["note"],
        names=tuple(dict.fromkeys(name["name"] for name in view.actor_names(key)))[:NAMES],
        claims=len(claims),
        quotes=tuple(dict.fromkeys(_words(one.claim.quote, one.claim.citation) for one in claims[:3])),
    )


def _event(desk: Desk, eyes: Judgements, key: str) -> EventAsked:
    event: RecordedEvent = eyes.stand(desk.view.event(key))
    lead = event.lead
    slots = ("kind", "provider", "recipient", "items", "system", "pathway", "date", "place")
    quotes = (_words(one.claim.quote, one.claim.citation) for one in event.claims[:SHOWN])
    return EventAsked(
        id=event.id,
        title=event.title,
        slots={slot: slot_words(lead, slot) for slot in slots} if lead is not None else {},
        claims=len(event.claims),
        quotes=tuple(dict.fromkeys(words for words in quotes if words)),
    )


def _words(quote: str, citation: Any) -> str:
    return (quote or (f"{citation.publisher}: {citation.note}" if citation else ""))[:400]


def _name(view: View, key: str) -> str:
    try:
        return str(view.actor(key)["name"])
    except UnknownIdError:
        return key
