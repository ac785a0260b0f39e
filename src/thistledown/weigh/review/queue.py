"""The queue: what an analyst should look at next, the most telling question first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.view import RecordedClaim, RecordedEvent, View
from thistledown.weigh.events.judged import event_clusters
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.resolution.resolver import actor_clusters, suggestions
from thistledown.weigh.review.claims import claim_questions
from thistledown.weigh.review.pairs import actor_questions, event_questions
from thistledown.weigh.review.question import About, Question
from thistledown.weigh.review.shown import Shown, shown_in


@dataclass(frozen=True, slots=True)
class Desk:
    """What one analyst works on.

    Attributes:
        view: the record as known on a date.
        who: the analyst.
        blind: whether the analyst must not see what others decided. A blind desk holds claims only, and their
            order does not depend on anybody's judgement: so two blind coders go through the same claims.
    """

    view: View
    who: str
    blind: bool = False

    def eyes(self) -> Judgements:
        """The judgements that the analyst may see."""
        return Judgements(self.view, coders=(self.who,) if self.blind else None)


def queue(
    desk: Desk,
    *,
    about: Sequence[About] = tuple(About),
    shown: Shown | None = None,
    among: Sequence[str] | None = None,
) -> list[Question]:
    """What the analyst should look at, the most telling question first.

    Args:
        desk: whose queue, and as known when.
        about: which sorts of questions; a blind desk holds claims only.
        shown: what is shown of an event; the assessment when left out.
        among: ask only of these events, and of claims that are about one; for records so large that to ask
            of everything takes minutes.

    Raises:
        SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
    """
    found: list[Question] = []
    shown = shown or shown_in(desk.view, blind=desk.blind)
    eyes = desk.eyes()
    if About.CLAIM in about:
        by = Judgements(desk.view, coders=()) if desk.blind else eyes
        loose = _loose(desk.view) if among is None else ()
        originals = [*original_events(desk.view, among), *loose]
        found += claim_questions(originals, by, shown, lambda judged: not eyes.of(judged.recorded).closed)
    if not desk.blind and {About.ACTORS, About.EVENTS, About.SPLIT} & set(about):
        events = [eyes.stand(event) for event in original_events(desk.view, among)]
        events = [event for event in events if event.claims]
        if About.ACTORS in about:
            matches = suggestions(desk.view)
            found += actor_questions(matches, events, shown, actor_clusters(desk.view))
        if {About.EVENTS, About.SPLIT} & set(about):
            pairs = event_questions(desk.view, events, shown, event_clusters(desk.view))
            found += (question for question in pairs if question.about in about)
    return sorted(found, key=lambda question: question.order)


def question_about(desk: Desk, claim_id: str, *, shown: Shown | None = None) -> Question:
    """The question of one claim, whether or not it was answered: what a judgement of it would change.

    Raises:
        UnknownIdError: when no claim that holds has the id.
    """
    recorded = desk.view.claim(claim_id)
    of = desk.view.events_of_claim(claim_id)
    events = list(original_events(desk.view, of)) if of else list(_alone([recorded]))
    shown = shown or shown_in(desk.view, blind=desk.blind)
    questions = claim_questions(events, desk.eyes(), shown, lambda judged: judged.recorded.id == claim_id)
    return next(questions)


def still_open(desk: Desk, question: Question, *, shown: Shown | None = None) -> Question | None:
    """A question with the numbers of now; None when it needs no answer any more.

    Only a claim's numbers are worked out anew: those of pairs take a look at the whole record.

    Raises:
        SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
    """
    try:
        if question.about is About.CLAIM:
            closed = desk.eyes().of(desk.view.claim(question.ids[0])).closed
            return None if closed else question_about(desk, question.ids[0], shown=shown)
        if question.about is About.SPLIT:
            event, claim_id = question.ids
            members = event_clusters(desk.view).of(event)
            return question if members & set(desk.view.events_of_claim(claim_id)) else None
        groups = (actor_clusters if question.about is About.ACTORS else event_clusters)(desk.view)
        left, right = question.ids
        return None if groups.together(left, right) or groups.refusal(left, right) else question
    except UnknownIdError:
        return None


def original_events(view: View, ids: Sequence[str] | None = None) -> Iterator[RecordedEvent]:
    """Events with their claims as read or coded, those that an analyst joined as one.

    Args:
        view: the record as known on a date.
        ids: only the events that these are, or are joined to.
    """
    groups = event_clusters(view)
    wanted = None if ids is None else sorted({member for key in ids for member in groups.of(key)})
    joined: dict[str, list[RecordedEvent]] = defaultdict(list)
    for event in view.every_event() if wanted is None else view.events(wanted):
        if len(groups.of(event.id)) == 1:
            yield event
        else:
            joined[groups.chief(event.id)].append(event)
    for chief, members in joined.items():
        first = next((event for event in members if event.id == chief), members[0])
        others = [event for event in members if event is not first]
        claims = {item.id: item for event in (first, *others) for item in event.claims}
        yield replace(first, claims=tuple(claims.values()))


def _loose(view: View) -> Iterator[RecordedEvent]:
    """Claims that are about no event, each as an event of its own without an id."""
    waiting: list[RecordedClaim] = []
    for recorded in view.every_claim():
        waiting.append(recorded)
        if len(waiting) == 1_000:
            yield from _alone(_without_event(view, waiting))
            waiting = []
    yield from _alone(_without_event(view, waiting))


def _without_event(view: View, claims: Sequence[RecordedClaim]) -> Iterator[RecordedClaim]:
    of = view.events_of_claims([item.id for item in claims])
    return (item for item in claims if item.id not in of)


def _alone(claims: Iterable[RecordedClaim]) -> Iterator[RecordedEvent]:
    for item in claims:
        yield RecordedEvent(
            id="",
            title="",
            certainty=None,
            first_use=False,
            coder=item.claim.coder,
            recorded_at=item.recorded_at,
            claims=(item,),
        )
