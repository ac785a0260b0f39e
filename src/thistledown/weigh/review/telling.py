"""Entries of the journal in plain words: what was done to what."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select

from thistledown.casebook.errors import UnknownIdError
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


class Telling:
    """Tells entries of one record; names stay readable when what they name no longer holds."""

    def __init__(self, view: View) -> None:
        """Look at a record; names are looked up when an entry first needs them."""
        self.view = view
        self._known: dict[tuple[str, str], str] = {}

    def entry(self, seq: int) -> Mapping[Any, Any]:
        """One entry of the journal.

        Raises:
            UnknownIdError: when there is none.
        """
        # Numbers that no engine holds are no entry's.
        found = self.view.rows(select(journal).where(journal.c.seq == (seq if 0 < seq < 2**31 else 0)))
        if not found:
            raise UnknownIdError(f"the journal has no entry {seq}; `thistledown log` lists them")
        return found[0]

    def by_whom(self, row: Mapping[Any, Any]) -> str:
        """Who wrote an entry, and when: "ana, 2026-01-31 10:15 UTC"."""
        return f"{row['who']}, {str(row['recorded_at'])[:16].replace('T', ' ')} UTC"

    def __call__(self, row: Mapping[Any, Any]) -> str:
        """What an entry did, as words that follow a name: "accepted the claim …".

        Args:
            row: an entry as `View.journal` gives it.
        """
        subject = str(row["subject"] or "")
        detail: dict[str, Any] = json.loads(row["detail"]) if row["detail"] else {}
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
                said = f"split {_count(len(claims), 'claim')} off the {self._name('event', subject)}"
                said += _why(detail.get("reason"))
            case "retire":
                table = str(detail.get("table", "row"))
                said = f"took out the {self._name(table, subject)}" + _why(detail.get("reason"))
            case what:
                said = _of_machine(str(what), subject, detail)
        return said or " ".join(part for part in (str(row["what"]), subject) if part)

    def _undo(self, seq: int) -> str:
        deep = 1
        row = self.entry(seq)
        while row["what"] == UNDO:
            deep += 1
            row = self.entry(int(row["subject"]))
        if deep % 2:
            return f"undid entry {row['seq']}: {self(row)}"
        return f"brought back entry {row['seq']}: {self(row)}"

    def _judged(self, seq: int) -> str:
        rows = self.view.rows(select(judgement).where(judgement.c.entry == seq).order_by(judgement.c.id))
        return "; ".join(dict.fromkeys(self._judgement(row) for row in rows[:_NAMED]))

    def _judgement(self, row: Mapping[Any, Any]) -> str:
        about = self._name(row["subject_table"], row["subject_id"])
        verdict, slot = row["verdict"], row["slot"]
        value: Any = json.loads(row["value"]) if row["value"] else None
        if row["subject_table"] == "event" and slot == "title":
            return f"gave the {about} the title “{_short(value)}”"
        if row["subject_table"] == "event_claim":
            return f"said that a claim belongs to its event (row {row['subject_id']})" + _why(row["comment"])
        match verdict:
            case Verdict.ACCEPT if slot:
                said = f"kept the original {slot} of the {about}"
            case Verdict.ACCEPT:
                said = f"accepted the {about}"
            case Verdict.REJECT:
                said = f"rejected the {about}"
            case Verdict.CORRECT:
                said = f"corrected the {slot} of the {about} to {_value(slot, value)}"
            case Verdict.GRADE:
                said = f"graded the credibility of the {about} {value}"
            case Verdict.COMMENT:
                return f"noted about the {about}: {_short(row['comment'])}"
            case Verdict.ADJUDICATE:
                both = " and ".join(value["between"])
                settled = value["value"] if slot is None else _value(slot, value["value"])
                said = f"settled the {slot or 'verdict'} of the {about} between {both}: {_short(settled)}"
            case _:
                said = f"said {verdict} of the {about}"
        return said + _why(row["comment"])

    def _graded(self, seq: int, subject: str, *, new: bool) -> str:
        rows = self.view.rows(select(source_grade).where(source_grade.c.entry == seq))
        if not rows:
            return ""
        grade, why = rows[0]["reliability"], _why(rows[0]["reason"])
        about = self._name("source", subject)
        return (
            f"registered the {about} with grade {grade}{why}" if new else f"graded the {about} {grade}{why}"
        )

    def _merged(self, seq: int) -> str:
        rows = self.view.rows(select(merge).where(merge.c.entry == seq).order_by(merge.c.id))
        said = []
        for row in rows[:_NAMED]:
            table = row["subject_table"]
            both = f"{self._name(table, row['left_id'])} and the {self._name(table, row['right_id'])}"
            verdict = "are one" if row["verdict"] == "same" else "are not the same"
            said.append(f"said that the {both} {verdict}" + _why(row["reason"]))
        return "; ".join(said)

    def _name(self, table: str, key: str) -> str:
        """What a row is and what it is called: "actor Africa Corps (africa-corps)"."""
        if (table, key) not in self._known:
            found: list[Any] = []
            if table in _NAMES:
                rows, mine, name = _NAMES[table]
                query = select(name.label("name")).where(mine == key).order_by(rows.c.entry.desc()).limit(1)
                found = self.view.rows(query)
            called = _short(found[0]["name"]) if found else ""
            shown = f"{called} ({key})" if called else key
            if table == "claim" and called:
                shown = f"{key} ({called})"
            self._known[table, key] = f"{table.replace('_', ' ')} {shown}"
        return self._known[table, key]


def _of_machine(what: str, subject: str, detail: Mapping[str, Any]) -> str:
    """What intake, the reader and `weigh` wrote; "" for an entry that is none of theirs."""
    match what:
        case "load-registry":
            return f"loaded the shipped list of actors and sources (version {subject})"
        case "take-in":
            kept = f"{_short(detail.get('locator', subject))}: {_count(detail.get('reports', 0), 'report')}"
            return f"took in {kept}"
        case "read":
            return f"read {_count(detail.get('texts', 0), 'text')} with {subject}"
        case "add-events":
            return f"added events coded by {subject}"
        case "add-echoes":
            pairs = _count(detail.get("echoes", 0), "pair")
            return f"kept {pairs} of reports that lean on each other or were told apart"
        case "join-events" if "empty" in detail:
            return f"took out {_count(detail['empty'], 'event')} without a claim ({subject})"
        case "join-events":
            return f"joined {_count(detail.get('claims', 0), 'claim')} to events ({subject})"
        case "match-actors" if "merges" in detail:
            return f"merged {_count(detail['merges'], 'pair')} of actors of one name ({subject})"
        case "match-actors":
            return f"made {_count(detail.get('names', 0), 'actor')} of unknown names ({subject})"
    if what.startswith("log-"):
        action = what.removeprefix("log-")
        return f"noted that {_count(detail.get('captures', 0), 'capture')} were {action}"
    return ""


def _value(slot: str | None, value: Any) -> str:
    try:
        return _short(value_words(slot or "", value)) or "nothing"
    except SlotError:
        return _short(json.dumps(value, ensure_ascii=False))


def _why(reason: Any) -> str:
    return f" ({_short(reason)})" if reason and str(reason).strip() else ""


def _short(text: Any) -> str:
    words = " ".join(str(text)[: 4 * _LONGEST].split())
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"


def _count(number: Any, one: str) -> str:
    return f"{number} {one}" if number == 1 else f"{number} {one}s"
