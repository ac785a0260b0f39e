"""An analyst's word that two rows are one, or are not: kept as edges, and refused where it cannot hold."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.record import Casebook
from thistledown.casebook.schema import merge
from thistledown.casebook.view import View
from thistledown.weigh.clusters import Clusters, MergeEdge

# How the groups of a table are worked out from a view of the record.
Grouping = Callable[[View], Clusters]


@dataclass(frozen=True, slots=True)
class Said:
    """What became of an analyst's word.

    Attributes:
        entry: number of the journal entry that holds it; None when the record said so already.
        overruled: edges that no longer join anything because of it.
    """

    entry: int | None
    overruled: tuple[MergeEdge, ...] = ()


class RefusedMergeError(CasebookError):
    """A merge that would bring together two rows that are not the same."""


def say_same(
    casebook: Casebook, table_name: str, left: str, right: str, *, reason: str, grouping: Grouping
) -> Said:
    """Say that two rows are one thing.

    Groups are looked at under the write lock, so that no word of another process slips in between.

    Raises:
        UnknownIdError: when one of them does not exist.
        RefusedMergeError: when a pair in their groups is not the same; the message names the pair.
        CasebookError: when both are the same row.
    """
    low, high = _both(left, right)
    with casebook.entry("merge", low, {"other": high}) as entry:
        _exist(casebook.view(), table_name, low, high)
        clusters = grouping(casebook.view())
        if clusters.together(low, high):
            entry.forget_if_empty()
            return Said(None)
        if refusal := clusters.refusal(low, high):
            raise RefusedMergeError(FAILURE("no_merge", one=left, other=right, why=str(refusal)))
        entry.insert(merge, [_edge(table_name, low, high, "same", reason)])
        return Said(entry.seq)


def say_not_same(
    casebook: Casebook, table_name: str, left: str, right: str, *, reason: str, grouping: Grouping
) -> Said:
    """Say that two rows are not one thing, whatever a machine finds later.

    Where they were one until now, the newest edge of the chain between them joins nothing any more, a
    machine's before an analyst's.

    Raises:
        UnknownIdError: when one of them does not exist.
        CasebookError: when both are the same row.
    """
    low, high = _both(left, right)
    with casebook.entry("not-same", low, {"other": high}) as entry:
        _exist(casebook.view(), table_name, low, high)
        before = grouping(casebook.view())
        if any(
            row["verdict"] != "same" and {row["left_id"], row["right_id"]} == {low, high}
            for row in casebook.view().merges(table_name, low)
        ):
            entry.forget_if_empty()
            return Said(None)
        entry.insert(merge, [_edge(table_name, low, high, "not-same", reason)])
        seq = entry.seq
    already = {edge.id for edge, _ in before.overruled}
    after = grouping(casebook.view())
    return Said(seq, tuple(edge for edge, _ in after.overruled if edge.id not in already))


def _both(left: str, right: str) -> tuple[str, str]:
    if left == right:
        raise CasebookError(FAILURE("same_row", id=left))
    return (left, right) if left < right else (right, left)


def _edge(table_name: str, low: str, high: str, verdict: str, reason: str) -> dict[str, str]:
    return {
        "subject_table": table_name,
        "left_id": low,
        "right_id": high,
        "verdict": verdict,
        "reason": reason,
    }


def _exist(view: View, table_name: str, *keys: str) -> None:
    for key in keys:
        try:
            if table_name == "actor":
                view.actor(key)
            else:
                view.event(key)
        except UnknownIdError:
            raise UnknownIdError(FAILURE("no_row", what=FAILURE(table_name), id=key[:80])) from None
