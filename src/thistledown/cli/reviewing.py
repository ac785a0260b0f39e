"""One sitting at the review queue: questions, keys, and what each key does."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from thistledown.casebook.errors import CasebookError
from thistledown.cli.direction import apart
from thistledown.cli.keys import Keys
from thistledown.cli.output import count, out, plain
from thistledown.cli.question import print_question, source_of, worth

if TYPE_CHECKING:
    from thistledown.casebook.record import Casebook
    from thistledown.weigh.merging import Said
    from thistledown.weigh.review.question import Question
    from thistledown.weigh.review.queue import Desk
    from thistledown.weigh.review.shown import Shown

_HELP = {
    "a": "accept: the claim is what the words say, as it now stands",
    "r": "reject: the words do not say this",
    "c": "correct a slot; then accept, or correct the next one",
    "s": "skip: it comes again in the next sitting",
    "u": "undo the newest judgement of this sitting",
    "m": "merge: the two are one",
    "n": "not the same: the two are never one, whatever is found later",
    "x": "split: this claim is about another event",
    "b": "it belongs: this claim is about this event",
    "g": "grade the source, A to F",
    "i": "grade the information of this claim, 1 to 6",
    "t": "note something",
    "?": "this help",
    "q": "stop",
}
_ALWAYS = "su?q"
_KEYS = {"claim": "arcgit", "actors": "mn", "events": "mn", "split": "xbc"}
_HINTS = {
    "a": "a accept",
    "r": "r reject",
    "c": "c correct",
    "g": "g grade source",
    "i": "i grade information",
    "t": "t note",
    "m": "m merge",
    "n": "n not the same",
    "x": "x split off",
    "b": "b belongs",
    "s": "s skip",
    "u": "u undo",
    "?": "? help",
    "q": "q stop",
}


class Reviewing:
    """A sitting: asks questions until the queue or the analyst is done."""

    def __init__(self, book: Casebook, desk: Desk, questions: Sequence[Question], shown: Shown) -> None:
        """Sit down to some questions, with what is shown of an event."""
        self._book = book
        self._desk = desk
        self._shown = shown
        self._waiting = deque(questions)
        self._total = len(questions)
        self._keys = Keys()
        # What this sitting wrote, newest last, each with the question it answered or was about.
        self._done: list[tuple[int, Question]] = []

    def go(self) -> int:
        """Ask until all is asked or the analyst stops; return how many judgements stand."""
        while self._waiting or self._ended():
            question = self._fresh(self._waiting[0])
            if question is None:
                self._waiting.popleft()
                continue
            left = self._total - len(self._waiting) + 1
            out.print()
            out.print(f"[reverse] {left} of {self._total} [/]  [dim]worth {worth(question)}[/]")
            try:
                print_question(self._desk, question)
            except CasebookError as error:
                out.print(f"[yellow]Cannot be shown:[/] {plain(error)}")
            if not self._answer(question):
                break
        return len(self._done)

    def _ended(self) -> bool:
        """Say that all is asked; whether the analyst takes the last answer back and goes on."""
        out.print("That was all.")
        while self._done:
            out.print(f"[dim]{_HINTS['u']}  {_HINTS['q']}[/]")
            key = self._keys.key()
            if key is None or key in ("q", "Q"):
                return False
            if key in ("u", "U"):
                self._undo()
                return True
        return False

    def _fresh(self, question: Question) -> Question | None:
        """The question with the numbers of now; None when it was answered meanwhile."""
        from thistledown.weigh.review.queue import still_open

        return still_open(self._desk, question, shown=self._shown)

    def _answer(self, question: Question) -> bool:
        """Take keys until the question is answered or passed; False when the analyst stops."""
        keys = _KEYS[question.about.value] + _ALWAYS
        acts: dict[str, Callable[[Question], bool]] = {
            "a": self._accept,
            "r": self._reject,
            "c": self._correct,
            "m": self._merge,
            "n": self._part,
            "x": self._split,
            "b": self._belongs,
            "g": self._regrade,
            "i": self._grade,
            "t": self._note,
            "s": self._skip,
            "u": self._undo,
        }
        while True:
            out.print("[dim]" + "  ".join(_HINTS[key] for key in keys) + "[/]")
            key = self._keys.key()
            if key is None or key in ("q", "Q"):
                return False
            key = key.lower()
            if key == "?":
                for name in keys:
                    out.print(f"  {name}  {_HELP[name]}")
                continue
            if not key or key not in keys:
                out.print("That is none of the keys; ? explains them.")
                continue
            try:
                if acts[key](question):
                    return True
            except CasebookError as error:
                out.print(f"[yellow]Not done:[/] {plain(error)}")

    def _wrote(self, entry: int, question: Question, said: str, *, answered: bool = True) -> bool:
        """Remember what was written; whether the next question may come."""
        from thistledown.weigh.review.queue import Desk

        self._done.append((entry, question))
        self._desk = Desk(self._book.view(), self._desk.who, self._desk.blind)
        out.print(f"[green]{said}[/]  [dim]entry {entry}[/]")
        if answered:
            self._waiting.popleft()
        return True

    def _accept(self, question: Question) -> bool:
        from thistledown.weigh.review.deciding import accept

        return self._wrote(accept(self._book, question.ids[0]), question, "Accepted.")

    def _reject(self, question: Question) -> bool:
        from thistledown.weigh.review.deciding import reject

        comment = self._keys.line("Why (may be empty): ")
        return self._wrote(reject(self._book, question.ids[0], comment=comment), question, "Rejected.")

    def _correct(self, question: Question) -> bool:
        from thistledown.weigh.review.deciding import correct
        from thistledown.weigh.review.typed import typed_value
        from thistledown.weigh.slots import SLOTS, slot_words

        claim_id = question.ids[-1]
        judged = self._desk.eyes().of(self._desk.view.claim(claim_id))
        human = judged.both.human or judged.recorded.claim
        for number, name in enumerate(SLOTS, start=1):
            out.print(f"  {number:>2}  {name:<10} {apart(slot_words(human, name) or '–')}")
        typed = (self._keys.line("Which slot (number or name, empty to leave it): ") or "").strip().casefold()
        if not typed:
            return False
        slot = SLOTS[int(typed) - 1] if typed in map(str, range(1, len(SLOTS) + 1)) else typed
        text = self._keys.line(f"{plain(slot)} is (- for nothing, empty to leave it): ")
        if not text:
            return False
        value = typed_value(self._desk.view, human, slot, text)
        entry = correct(self._book, claim_id, {slot: value})
        return self._wrote(entry, question, f"{slot} put right.", answered=False)

    def _note(self, question: Question) -> bool:
        from thistledown.weigh.review.deciding import note

        text = self._keys.line("Note: ") or ""
        return self._wrote(note(self._book, question.ids[0], text), question, "Noted.", answered=False)

    def _grade(self, question: Question) -> bool:
        from thistledown.weigh.review.deciding import grade_claim

        typed = (self._keys.line("Information, 1 (confirmed) to 6 (cannot be judged): ") or "").strip()
        entry = grade_claim(self._book, question.ids[0], typed)
        return self._wrote(entry, question, f"Information graded {typed}.", answered=False)

    def _regrade(self, question: Question) -> bool:
        from thistledown.weigh.review.deciding import regrade

        key = source_of(self._desk.view, self._desk.view.claim(question.ids[0]))
        if key is None:
            out.print("The source is not in the registry, so it cannot be graded.")
            return False
        typed = (
            self._keys.line(f"Grade of {plain(key)}, A (reliable) to F (cannot be judged): ") or ""
        ).strip()
        reason = self._keys.line("Because: ") or ""
        entry = regrade(self._book, key, typed.upper(), reason)
        return self._wrote(entry, question, f"{key} graded {typed.upper()}.", answered=False)

    def _merge(self, question: Question) -> bool:
        from thistledown.weigh.events.verbs import join_two
        from thistledown.weigh.resolution.resolver import same_actor

        left, right = question.ids
        say = same_actor if question.about.value == "actors" else join_two
        return self._said(question, say(self._book, left, right, self._reason()), "Merged.")

    def _part(self, question: Question) -> bool:
        from thistledown.weigh.events.verbs import keep_apart
        from thistledown.weigh.resolution.resolver import different_actors

        left, right = question.ids
        say = different_actors if question.about.value == "actors" else keep_apart
        return self._said(question, say(self._book, left, right, self._reason()), "Kept apart.")

    def _said(self, question: Question, said: Said, words: str) -> bool:
        if said.entry is None:
            out.print("The record says so already.")
            self._waiting.popleft()
            return True
        return self._wrote(said.entry, question, words)

    def _reason(self) -> str:
        return (self._keys.line("Because (may be empty): ") or "").strip() or "reviewed"

    def _split(self, question: Question) -> bool:
        from thistledown.weigh.events.verbs import split_event

        event, claim = question.ids
        made = split_event(self._book, event, [claim], self._reason())
        return self._wrote(made.entry, question, f"Split off as {made.event}.")

    def _belongs(self, question: Question) -> bool:
        from thistledown.weigh.review.deciding import belongs

        return self._wrote(belongs(self._book, *question.ids), question, "Left in its event.")

    def _skip(self, question: Question) -> bool:
        self._waiting.popleft()
        return True

    def _undo(self, question: Question | None = None) -> bool:
        from thistledown.casebook.undoing import undo
        from thistledown.weigh.review.queue import Desk

        if not self._done:
            out.print("Nothing was written in this sitting; `thistledown undo` goes further back.")
            return False
        entry, asked = self._done[-1]
        undone = undo(self._book, entry)
        self._done.pop()
        self._desk = Desk(self._book.view(), self._desk.who, self._desk.blind)
        rows = sum(undone.retired.values()) + sum(undone.restored.values())
        out.print(f"[green]Undone:[/] entry {entry}, {count(rows, 'row')}.  [dim]entry {undone.entry}[/]")
        if asked.key not in {waiting.key for waiting in self._waiting}:
            self._waiting.appendleft(asked)
        return True
