"""What an analyst does to events: joins two, splits one, names one; each is one journal entry."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from thistledown.casebook.errors import CasebookError
from thistledown.casebook.folding import fold
from thistledown.casebook.record import Casebook
from thistledown.casebook.schema import event, event_claim, judgement, merge, search_entry
from thistledown.weigh.events.joiner import EVENT
from thistledown.weigh.events.judged import TITLE, event_clusters, judged_event
from thistledown.weigh.events.titles import title_of
from thistledown.weigh.lookups import event_claims
from thistledown.weigh.merging import Said, say_not_same, say_same

LONGEST_TITLE = 400


@dataclass(frozen=True, slots=True)
class Split:
    """What a split made.

    Attributes:
        event: id of the new event.
        title: what it is called.
        entry: number of the journal entry.
    """

    event: str
    title: str
    entry: int


def join_two(casebook: Casebook, left: str, right: str, reason: str) -> Said:
    """Say that two events are one; see `say_same` for what is refused."""
    return say_same(casebook, "event", left, right, reason=reason, grouping=event_clusters)


def keep_apart(casebook: Casebook, left: str, right: str, reason: str) -> Said:
    """Say that two events are not one, whatever is found later."""
    return say_not_same(casebook, "event", left, right, reason=reason, grouping=event_clusters)


def split_event(casebook: Casebook, key: str, claims: Sequence[str], reason: str) -> Split:
    """Take some claims out of an event and make an event of their own of them; the two stay apart.

    Raises:
        UnknownIdError: when there is no such event.
        CasebookError: when a claim is not about it, none is named, or none would be left.
    """
    with casebook.entry("split-event", key, {"claims": list(claims), "reason": reason}) as entry:
        view = casebook.view()
        found = judged_event(view, key)
        held = {item.id: item for item in found.claims}
        missing = [name for name in claims if name not in held]
        if missing:
            raise CasebookError(f"{missing[0]} is not a claim about {key}; `thistledown events show {key}`")
        taken = [item for item in found.claims if item.id in set(claims)]
        if not taken:
            raise CasebookError("name at least one claim to split off")
        if len(taken) == len(held):
            raise CasebookError(f"{key} would be left without a claim; leave at least one in it")
        members = event_clusters(view).of(key)
        gone = [
            str(row["id"])
            for row in event_claims(view)
            if row["event_id"] in members and row["claim_id"] in {item.id for item in taken}
        ]
        ever = set(entry.connection.execute(select(event.c.id)).scalars())
        new = _new_id(found.id, taken[0].id, ever)
        title = title_of(taken[0].claim)
        entry.retire(event_claim, gone, f"split off: {reason}", replaced_by=new)
        row = {"id": new, "title": title, "certainty": None, "first_use": False, "coder": casebook.who}
        entry.insert(event, [row])
        entry.insert(search_entry, [{"subject_table": "event", "subject_id": new, "folded": fold(title)}])
        entry.insert(event_claim, [{"event_id": new, "claim_id": item.id} for item in taken])
        low, high = sorted((found.id, new))
        entry.insert(
            merge,
            [
                {
                    "subject_table": "event",
                    "left_id": low,
                    "right_id": high,
                    "verdict": "not-same",
                    "reason": f"split off: {reason}",
                }
            ],
        )
        return Split(new, title, entry.seq)


def name_event(casebook: Casebook, key: str, title: str) -> int:
    """Give an event a title; return the number of the journal entry.

    Raises:
        UnknownIdError: when there is no such event.
        CasebookError: when the title is empty or too long.
    """
    title = " ".join(title.split())
    if not title or len(title) > LONGEST_TITLE:
        raise CasebookError(f"a title has 1 to {LONGEST_TITLE} characters; this one has {len(title)}")
    # The name stays with the event that was named, also when one it was joined to goes its own way again.
    judged_event(casebook.view(), key)
    with casebook.entry("name-event", key) as entry:
        entry.insert(
            judgement,
            [
                {
                    "subject_table": "event",
                    "subject_id": key,
                    "verdict": "correct",
                    "slot": TITLE,
                    "value": json.dumps(title, ensure_ascii=False),
                    "comment": None,
                    "coder": casebook.who,
                }
            ],
        )
        return entry.seq


def _new_id(key: str, claim: str, ever: set[str]) -> str:
    """An id made of what is split off; another one where an earlier split of the same was undone."""
    times = 0
    while True:
        content = f"split\0{key}\0{claim}\0{times}"
        new = EVENT + hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()[:12]
        if new not in ever:
            return new
        times += 1
