"""What weighing reads in bulk: whole tables at once, as known on the view's date."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import RowMapping, func, select

from thistledown.casebook.claim_rows import CHUNK
from thistledown.casebook.intake_rows import RecordedReport, report_from
from thistledown.casebook.registering import reports_held
from thistledown.casebook.schema import (
    actor_name,
    actor_relation,
    claim,
    claim_party,
    event,
    event_claim,
    journal,
    judgement,
    merge,
    report,
    retirement,
)
from thistledown.casebook.view import View

# Texts read at a time.
_TEXTS = 200


def rows(view: View, query: Any) -> list[RowMapping]:
    """The rows of a query through a view's own connection."""
    return view.rows(query)


def all_actor_names(view: View) -> dict[str, list[RowMapping]]:
    """Every actor's names, in the order in which they were recorded."""
    found: dict[str, list[RowMapping]] = defaultdict(list)
    for row in rows(view, view.as_of.select(actor_name).order_by(actor_name.c.id)):
        found[row["actor_id"]].append(row)
    return found


def all_actor_relations(view: View) -> list[RowMapping]:
    """Every relation between actors."""
    return rows(view, view.as_of.select(actor_relation).order_by(actor_relation.c.id))


def entries(view: View, what: Sequence[str]) -> frozenset[int]:
    """Numbers of the journal entries of some kinds."""
    return frozenset(row["seq"] for row in rows(view, select(journal.c.seq).where(journal.c.what.in_(what))))


def all_judgements(view: View, table_name: str) -> dict[str, list[RowMapping]]:
    """Analysts' decisions about the rows of one table, by row, oldest first."""
    found: dict[str, list[RowMapping]] = defaultdict(list)
    query = view.as_of.select(judgement, judgement.c.subject_table == table_name).order_by(judgement.c.id)
    for row in rows(view, query):
        found[row["subject_id"]].append(row)
    return found


def unresolved_parties(view: View) -> list[RowMapping]:
    """Names of parties without an actor in claims that hold: name, kind, how many claims name it so."""
    query = (
        select(
            claim_party.c.name,
            claim_party.c.actor_kind,
            func.count(func.distinct(claim_party.c.claim_id)).label("claims"),
        )
        .select_from(claim_party)
        .join(claim, claim.c.id == claim_party.c.claim_id)
        .where(claim_party.c.actor_id.is_(None), view.as_of.live(claim))
        .group_by(claim_party.c.name, claim_party.c.actor_kind)
        .order_by(claim_party.c.name, claim_party.c.actor_kind)
    )
    return rows(view, query)


def published(view: View) -> dict[str, tuple[str | None, str | None, str | None]]:
    """For every report: first and last day of its publication, as ISO days, and its source."""
    columns = [report.c.id, report.c.published_start, report.c.published_end, report.c.source_id]
    # What an analyst registered stands above the registry: a channel goes before its platform.
    held = reports_held(view)
    return {
        row["id"]: (
            row["published_start"],
            row["published_end"],
            held.get(row["id"], row["source_id"]),
        )
        for row in rows(view, view.as_of.select(report, columns=columns))
    }


def report_ids(view: View) -> list[str]:
    """Ids of all reports, in the order in which they were recorded."""
    order = (report.c.entry, report.c.id)
    return [
        row["id"] for row in rows(view, view.as_of.select(report, columns=[report.c.id]).order_by(*order))
    ]


def report_texts(view: View, ids: Sequence[str]) -> Iterator[RecordedReport]:
    """Reports with their newest clean texts; read in chunks."""
    for start in range(0, len(ids), _TEXTS):
        chunk = ids[start : start + _TEXTS]
        for row in rows(view, view.report_query(report.c.id.in_(chunk), text=True)):
            yield report_from(row)


def event_claims(view: View) -> list[RowMapping]:
    """Which claims are about which events: id, event_id, claim_id, entry."""
    columns = [event_claim.c.id, event_claim.c.event_id, event_claim.c.claim_id, event_claim.c.entry]
    return rows(view, view.as_of.select(event_claim, columns=columns).order_by(event_claim.c.id))


def ever_merged(view: View, table_name: str) -> frozenset[tuple[str, str]]:
    """Pairs of rows of one table that an edge ever joined or parted, undone ones included."""
    query = select(merge.c.left_id, merge.c.right_id).where(
        merge.c.subject_table == table_name, view.as_of.recorded(merge)
    )
    return frozenset((row["left_id"], row["right_id"]) for row in rows(view, query))


def live_events(view: View, ids: Sequence[str]) -> frozenset[str]:
    """Those of some events that hold."""
    found: set[str] = set()
    for start in range(0, len(ids), CHUNK):
        wanted = event.c.id.in_(ids[start : start + CHUNK])
        found.update(row["id"] for row in rows(view, view.as_of.select(event, wanted, columns=[event.c.id])))
    return frozenset(found)


def retired_events(view: View, machine: Sequence[str]) -> dict[str, bool]:
    """Events that no longer hold, each with whether a journal entry of one of these kinds retired it."""
    by = select(journal.c.seq).where(journal.c.what.in_(machine))
    query = view.as_of.select(
        retirement,
        retirement.c.subject_table == event.name,
        columns=[retirement.c.subject_id, retirement.c.entry.in_(by).label("machine")],
    )
    return {row["subject_id"]: bool(row["machine"]) for row in rows(view, query)}


def ever_about(view: View) -> frozenset[tuple[str, str]]:
    """Pairs of event and claim that were ever recorded together, undone ones included."""
    query = select(event_claim.c.event_id, event_claim.c.claim_id).where(view.as_of.recorded(event_claim))
    return frozenset((row["event_id"], row["claim_id"]) for row in rows(view, query))
