"""Which rows are one thing: groups over merge edges, in which no two rows stand that are not the same."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from thistledown.casebook.view import View
from thistledown.weigh.lookups import entries

# Journal entries by which a machine, and no analyst, added merge edges.
MACHINE = ("match-actors",)
# Ids that a machine made; a row with another id speaks for its group first.
_MADE = ("u-", "e-")


@dataclass(frozen=True, slots=True)
class MergeEdge:
    """One merge edge that holds.

    Attributes:
        id: of the row.
        left: id of one thing.
        right: id of the other.
        same: whether it says that both are one, or that they are not.
        machine: whether a machine added it.
        reason: why.
        entry: number of the journal entry that brought it; undo names it.
    """

    id: int
    left: str
    right: str
    same: bool
    machine: bool
    reason: str
    entry: int


@dataclass(frozen=True, slots=True)
class Refusal:
    """Two rows that must not stand in one group.

    Attributes:
        left: id of one.
        right: id of the other.
        why: in words for people.
    """

    left: str
    right: str
    why: str

    def __str__(self) -> str:
        return f"{self.left} and {self.right} {self.why}"


class Clusters:
    """Groups of rows that are one thing.

    Edges that say "same" join rows, those of analysts before those of machines, older before newer. An edge
    that would bring two rows together that are not the same, through whatever chain, joins nothing and is
    listed in `overruled`. So no group ever holds such a pair, whatever the record holds; and taking an edge
    back gives the groups there would have been without it.
    """

    def __init__(
        self, edges: Iterable[MergeEdge], apart: Mapping[tuple[str, str], str] | None = None
    ) -> None:
        """Group rows.

        Args:
            edges: the merge edges that hold.
            apart: further pairs that are never one, each with its reason; ids of a pair in order.
        """
        self._members: dict[str, set[str]] = {}
        self._home: dict[str, str] = {}
        self._foes: dict[str, set[str]] = {}
        self.apart: dict[tuple[str, str], str] = dict(apart or {})
        self.overruled: list[tuple[MergeEdge, Refusal]] = []
        edges = list(edges)
        for edge in edges:
            if not edge.same:
                self.apart[_pair(edge.left, edge.right)] = (
                    f"are not the same (edge {edge.id}, entry {edge.entry}: {edge.reason})"
                )
        for one, other in self.apart:
            self._foes.setdefault(one, set()).add(other)
            self._foes.setdefault(other, set()).add(one)
        for edge in sorted((e for e in edges if e.same), key=lambda e: (e.machine, e.id)):
            if refusal := self.refusal(edge.left, edge.right):
                self.overruled.append((edge, refusal))
            else:
                self._join(edge.left, edge.right)

    def of(self, row: str) -> frozenset[str]:
        """Every row that is one with this one, itself included."""
        return frozenset(self._members.get(self._home.get(row, row), {row}))

    def chief(self, row: str) -> str:
        """The row that speaks for the group: one that no machine made, then the first by its id."""
        return chief_of(self.of(row))

    def together(self, left: str, right: str) -> bool:
        """Whether two rows are one thing."""
        return left == right or right in self.of(left)

    def groups(self) -> list[frozenset[str]]:
        """Every group of two rows or more, in order of their chiefs."""
        found = [frozenset(members) for members in self._members.values() if len(members) > 1]
        return sorted(found, key=lambda members: self.chief(next(iter(members))))

    def refusal(self, left: str, right: str) -> Refusal | None:
        """What stands against joining two rows: a pair, one from each side's group, that is not the same."""
        if self.together(left, right):
            return None
        foes, others = self._foes_of(left), self.of(right)
        for foe in sorted(foes & others if len(foes) < len(others) else others & foes):
            for one in sorted(self.of(left)):
                if why := self.apart.get(_pair(one, foe)):
                    return Refusal(*_pair(one, foe), why)
        return None

    def _foes_of(self, row: str) -> set[str]:
        return self._foes.get(self._home.get(row, row), set())

    def _join(self, left: str, right: str) -> None:
        one, other = (self._home.get(row, row) for row in (left, right))
        if one == other:
            return
        small, large = sorted((one, other), key=lambda home: len(self._members.get(home, ())))
        members = self._members.setdefault(large, {large})
        gone = self._members.pop(small, {small})
        members |= gone
        for row in (*gone, large):
            self._home[row] = large
        self._foes.setdefault(large, set()).update(self._foes.pop(small, set()))


def chief_of(rows: Iterable[str]) -> str:
    """The row that speaks for some: one that no machine made, then the first by its id."""
    return min(rows, key=lambda key: (key.startswith(_MADE), key))


def merge_edges(view: View, table_name: str) -> list[MergeEdge]:
    """The merge edges of a table that hold on the view's date."""
    machine = entries(view, MACHINE)
    return [
        MergeEdge(
            id=row["id"],
            left=row["left_id"],
            right=row["right_id"],
            same=row["verdict"] == "same",
            machine=row["entry"] in machine,
            reason=row["reason"],
            entry=row["entry"],
        )
        for row in view.merges(table_name)
    ]


def _pair(left: str, right: str) -> tuple[str, str]:
    return (left, right) if left < right else (right, left)
