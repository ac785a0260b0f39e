"""Entries of the journal in plain words: what was done to what."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import reduce
from typing import Any

from sqlalchemy import select

from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.registering import REGISTERED
from thistledown.casebook.schema import (
    actor_profile,
    claim,
    event,
    journal,
    judgement,
    merge,
    source_grade,
    source_profile,
)
from thistledown.casebook.undoing import UNDO
from thistledown.casebook.view import View
from thistledown.codebook.reason import Reason, Sentences, Value, term_reason
from thistledown.weigh.slots import SlotError, value_words
from thistledown.weigh.standing import Verdict

# More rows than these an entry does not name one by one.
_NAMED = 5
_LONGEST = 120
_NAMES = {
    "actor": (actor_profile, actor_profile.c.actor_id, actor_profile.c.name),
    "source": (source_profile, source_profile.c.source_id, source_profile.c.name),
    "event": (event, event.c.id, event.c.title),
    "claim": (claim, claim.c.id, claim.c.kind),
}
# Slots that hold one word of the codebook.
_SECTIONS = {"kind": "kinds", "modality": "modalities", "polarity": "polarities", "system": "systems"}
SAID = Sentences(
    "said",
    {
        "undid": "undid entry {entry}: {what}",
        "brought_back": "brought back entry {entry}: {what}",
        "then": "{one}; {other}",
        "because": "{what} ({reason})",
        "plain": "{what}",
        "plain_of": "{what} {subject}",
        "split": "split {n|1 claim|{n} claims} off the {about}",
        "took_out": "took out the {about}",
        "title": "gave the {about} the title “{title}”",
        "belongs": "said that a claim belongs to its event (row {row})",
        "kept_original": "kept the original {slot} of the {about}",
        "accepted": "accepted the {about}",
        "rejected": "rejected the {about}",
        "corrected": "corrected the {slot} of the {about} to {value}",
        "credibility": "graded the credibility of the {about} {grade}",
        "noted": "noted about the {about}: {comment}",
        "settled": "settled the {slot} of the {about} between {coders}: {value}",
        "and": "{one} and {other}",
        "verdict": "verdict",
        "nothing": "nothing",
        "said_of": "said {verdict} of the {about}",
        "registered": "registered the {about} with grade {grade}",
        "graded": "graded the {about} {grade}",
        "same": "said that the {one} and the {other} are one",
        "not_same": "said that the {one} and the {other} are not the same",
        "actor": "actor {name}",
        "source": "source {name}",
        "event": "event {name}",
        "claim": "claim {name}",
        "row": "{table} {name}",
        "named": "{name} ({id})",
        "loaded": "loaded the shipped list of actors and sources (version {version})",
        "took_in": "took in {locator}: {n|1 report|{n} reports}",
        "read": "read {n|1 text|{n} texts} with {reader}",
        "added_events": "added events coded by {coder}",
        "echoes": "kept {n|1 pair|{n} pairs} of reports that lean on each other or were told apart",
        "emptied": "took out {n|1 event|{n} events} without a claim ({who})",
        "joined": "joined {n|1 claim|{n} claims} to events ({who})",
        "merged": "merged {n|1 pair|{n} pairs} of actors of one name ({who})",
        "made_actors": "made {n|1 actor|{n} actors} of unknown names ({who})",
        "captures": "noted that {n|1 capture|{n} captures} were {action}",
    },
)


class Telling:
    """Tells entries of one record; names stay readable when what they name no longer holds."""

    def __init__(self, view: View) -> None:
        """Look at a record; names are looked up when an entry first needs them."""
        self.view = view
        self._known: dict[tuple[str, str], Reason] = {}

    def entry(self, seq: int) -> Mapping[Any, Any]:
        """One entry of the journal.

        Raises:
            UnknownIdError: when there is none.
        """
        # Numbers that no engine holds are no entry's.
        found = self.view.rows(select(journal).where(journal.c.seq == (seq if 0 < seq < 2**31 else 0)))
        if not found:
            raise UnknownIdError(FAILURE("no_entry", entry=seq))
        return found[0]

    def by_whom(self, row: Mapping[Any, Any]) -> str:
        """Who wrote an entry, and when: "ana, 2026-01-31 10:15 UTC"."""
        return f"{row['who']}, {str(row['recorded_at'])[:16].replace('T', ' ')} UTC"

    def __call__(self, row: Mapping[Any, Any]) -> str:
        """What an entry did, as English words that follow a name: "accepted the claim …".

        Args:
            row: an entry as `View.journal` gives it.
        """
        return self.told(row).english

    def told(self, row: Mapping[Any, Any]) -> Reason:
        """What an entry did, to be worded in any language.

        Args:
            row: an entry as `View.journal` gives it.
        """
        subject = str(row["subject"] or "")
        detail: dict[str, Any] = json.loads(row["detail"]) if row["detail"] else {}
        said: Reason | None
        match row["what"]:
            case "undo":
                return self._undo(int(subject))
            case "judge" | "name-event":
                said = self._judged(row["seq"])
            case "regrade" | "register-source":
                said = self._graded(row["seq"], subject, new=row["what"] == REGISTERED)
            case "merge" | "not-same":
                said = self._merged(row["seq"])
            case "split-event":
                claims = detail.get("claims", [])
                said = SAID("split", n=len(claims), about=self._name("event", subject))
                said = _because(said, detail.get("reason"))
            case "retire":
                table = str(detail.get("table", "row"))
                said = _because(SAID("took_out", about=self._name(table, subject)), detail.get("reason"))
            case what:
                said = _of_machine(str(what), subject, detail)
        if said is not None:
            return said
        word = str(row["what"])
        return SAID("plain_of", what=word, subject=subject) if subject else SAID("plain", what=word)

    def _undo(self, seq: int) -> Reason:
        deep = 1
        row = self.entry(seq)
        while row["what"] == UNDO:
            deep += 1
            row = self.entry(int(row["subject"]))
        return SAID("undid" if deep % 2 else "brought_back", entry=row["seq"], what=self.told(row))

    def _judged(self, seq: int) -> Reason | None:
        rows = self.view.rows(select(judgement).where(judgement.c.entry == seq).order_by(judgement.c.id))
        return _in_a_row([self._judgement(row) for row in rows[:_NAMED]])

    def _judgement(self, row: Mapping[Any, Any]) -> Reason:
        about = self._name(row["subject_table"], row["subject_id"])
        verdict, slot = row["verdict"], row["slot"]
        value: Any = json.loads(row["value"]) if row["value"] else None
        if row["subject_table"] == "event" and slot == "title":
            return SAID("title", about=about, title=_short(value))
        if row["subject_table"] == "event_claim":
            return _because(SAID("belongs", row=str(row["subject_id"])), row["comment"])
        match verdict:
            case Verdict.ACCEPT if slot:
                said = SAID("kept_original", slot=_slot(slot), about=about)
            case Verdict.ACCEPT:
                said = SAID("accepted", about=about)
            case Verdict.REJECT:
                said = SAID("rejected", about=about)
            case Verdict.CORRECT:
                said = SAID("corrected", slot=_slot(slot), about=about, value=_value(slot, value))
            case Verdict.GRADE:
                said = SAID("credibility", about=about, grade=str(value))
            case Verdict.COMMENT:
                return SAID("noted", about=about, comment=_short(row["comment"]))
            case Verdict.ADJUDICATE:
                settled = _short(value["value"]) if slot is None else _value(slot, value["value"])
                both = _between([str(coder) for coder in value["between"]])
                said = SAID("settled", slot=_slot(slot), about=about, coders=both, value=settled)
            case _:
                said = SAID("said_of", verdict=str(verdict), about=about)
        return _because(said, row["comment"])

    def _graded(self, seq: int, subject: str, *, new: bool) -> Reason | None:
        rows = self.view.rows(select(source_grade).where(source_grade.c.entry == seq))
        if not rows:
            return None
        about, grade = self._name("source", subject), str(rows[0]["reliability"])
        said = SAID("registered" if new else "graded", about=about, grade=grade)
        return _because(said, rows[0]["reason"])

    def _merged(self, seq: int) -> Reason | None:
        rows = self.view.rows(select(merge).where(merge.c.entry == seq).order_by(merge.c.id))
        said = []
        for row in rows[:_NAMED]:
            table = row["subject_table"]
            one, other = self._name(table, row["left_id"]), self._name(table, row["right_id"])
            code = "same" if row["verdict"] == "same" else "not_same"
            said.append(_because(SAID(code, one=one, other=other), row["reason"]))
        return _in_a_row(said)

    def _name(self, table: str, key: str) -> Reason:
        """What a row is and what it is called: "actor Africa Corps (africa-corps)"."""
        if (table, key) not in self._known:
            found: list[Any] = []
            if table in _NAMES:
                rows, mine, name = _NAMES[table]
                query = select(name.label("name")).where(mine == key).order_by(rows.c.entry.desc()).limit(1)
                found = self.view.rows(query)
            called = _short(found[0]["name"]) if found else ""
            shown: Value = SAID("named", name=called, id=key) if called else key
            if table == "claim" and called:
                shown = SAID("named", name=key, id=term_reason("kinds", called, called))
            if table in _NAMES:
                self._known[table, key] = SAID(table, name=shown)
            else:
                self._known[table, key] = SAID("row", table=table.replace("_", " "), name=shown)
        return self._known[table, key]


def _of_machine(what: str, subject: str, detail: Mapping[str, Any]) -> Reason | None:
    """What intake, the reader and `weigh` wrote; None for an entry that is none of theirs."""

    def counted(code: str, name: str, **more: Value) -> Reason:
        return SAID(code, n=int(detail.get(name, 0)), **more)

    match what:
        case "load-registry":
            return SAID("loaded", version=subject)
        case "take-in":
            return counted("took_in", "reports", locator=_short(detail.get("locator", subject)))
        case "read":
            return counted("read", "texts", reader=subject)
        case "add-events":
            return SAID("added_events", coder=subject)
        case "add-echoes":
            return counted("echoes", "echoes")
        case "join-events" if "empty" in detail:
            return counted("emptied", "empty", who=subject)
        case "join-events":
            return counted("joined", "claims", who=subject)
        case "match-actors" if "merges" in detail:
            return counted("merged", "merges", who=subject)
        case "match-actors":
            return counted("made_actors", "names", who=subject)
    if what.startswith("log-"):
        action = what.removeprefix("log-")
        shown = Reason(f"reader.custody_{action}", {"name": action}, action)
        return counted("captures", "captures", action=shown)
    return None


def _slot(slot: str | None) -> Reason:
    return Reason(f"review.slot_{slot}", {"name": slot}, slot) if slot else SAID("verdict")


def _value(slot: str | None, value: Any) -> Value:
    if slot in _SECTIONS and isinstance(value, str):
        return term_reason(_SECTIONS[slot], value, value)
    try:
        return _short(value_words(slot or "", value)) or SAID("nothing")
    except SlotError:
        return _short(json.dumps(value, ensure_ascii=False))


def _because(said: Reason, reason: Any) -> Reason:
    if not reason or not str(reason).strip():
        return said
    return SAID("because", what=said, reason=_short(reason))


def _in_a_row(said: Sequence[Reason]) -> Reason | None:
    """All of it, each told once; None for nothing."""
    each = {one.english: one for one in said}.values()
    return reduce(lambda one, other: SAID("then", one=one, other=other), each) if each else None


def _between(coders: Sequence[str]) -> Value:
    each: list[Value] = list(coders)
    return reduce(lambda one, other: SAID("and", one=one, other=other), each) if each else ""


def _short(text: Any) -> str:
    words = " ".join(str(text)[: 4 * _LONGEST].split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
