"""Merge, split, not-same, undo and re-run in any order: what groups must hold whatever is done to them.

1,000 seeded sequences run against a model of the record in memory (rows that are only ever added, and
retirements of rows and of retirements, as in `casebook.schema`); each step checks the groups that the model's
rows give. A sample of the same sequences runs against a real casebook on SQLite beside the model, through the
verbs that the commands use, and must give the same groups and the same refusals at every step.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select
from weighing_samples import new_book

from thistledown.casebook.schema import merge, retirement
from thistledown.weigh.clusters import Clusters, MergeEdge
from thistledown.weigh.merging import RefusedMergeError
from thistledown.weigh.resolution.resolver import MATCHED, actor_clusters, different_actors, same_actor

# Actors of the registry that stand in no relation to each other, but for the first two.
ACTORS = ("africa-corps", "wagner-group", "eln", "cjng", "fla", "iswap", "abu-sayyaf", "adf")
KIN = {("africa-corps", "wagner-group"): "are relatives"}
# What a machine would merge at every round.
SURE = (("eln", "fla"), ("cjng", "iswap"), ("abu-sayyaf", "adf"), ("adf", "eln"))
SEQUENCES, STEPS = 1_000, 14
ON_SQLITE = 8


@dataclass
class Record:
    """The rows of a record, as far as merging goes."""

    edges: list[MergeEdge] = field(default_factory=list)
    # Number of the edge, or of an earlier retirement (negative), that each retirement is about.
    retired: list[int] = field(default_factory=list)

    def holds(self, row: int) -> bool:
        return not any(about == row and self.holds(-at - 1) for at, about in enumerate(self.retired))

    def live(self) -> list[MergeEdge]:
        return [edge for edge in self.edges if self.holds(edge.id)]

    def clusters(self) -> Clusters:
        return Clusters(self.live(), KIN)

    def add(self, left: str, right: str, *, same: bool, machine: bool = False) -> int:
        low, high = sorted((left, right))
        number = len(self.edges) + 1
        self.edges.append(MergeEdge(number, low, high, same, machine, "test", number))
        return number

    def retire(self, row: int) -> int:
        self.retired.append(row)
        return -len(self.retired)

    def rerun(self) -> int:
        """A machine's round: what it is sure of, unless somebody ever said something about the pair."""
        added = 0
        for left, right in SURE:
            pair = {left, right}
            clusters = self.clusters()
            if any({edge.left, edge.right} == pair for edge in self.edges):
                continue
            if clusters.together(left, right) or clusters.refusal(left, right):
                continue
            self.add(left, right, same=True, machine=True)
            added += 1
        return added


def steps(seed: int) -> list[tuple[str, str, str, float]]:
    """A random sequence: what is done, to whom, and a share that picks a row to undo."""
    rng = random.Random(seed)
    verbs = ("same", "same", "same", "not-same", "split", "undo", "undo", "redo", "re-run")
    return [(rng.choice(verbs), *rng.sample(ACTORS, 2), rng.random()) for _ in range(STEPS)]


def chosen(rows: list[int], share: float) -> int | None:
    return rows[int(share * len(rows))] if rows else None


def do(record: Record, verb: str, left: str, right: str, share: float) -> None:
    match verb:
        case "same":
            clusters = record.clusters()
            if not clusters.together(left, right) and clusters.refusal(left, right) is None:
                record.add(left, right, same=True)
        case "not-same":
            record.add(left, right, same=False)
        case "split":
            for edge in record.live():
                if edge.same and left in (edge.left, edge.right):
                    record.retire(edge.id)
        case "undo":
            row = chosen([edge.id for edge in record.live()], share)
            if row is not None:
                record.retire(row)
        case "redo":
            gone = [-at for at in range(1, len(record.retired) + 1) if record.holds(-at)]
            row = chosen(gone, share)
            if row is not None:
                record.retire(row)
        case "re-run":
            record.rerun()


def check(record: Record, clusters: Clusters) -> None:
    apart = {(edge.left, edge.right) for edge in record.live() if not edge.same} | set(KIN)
    for one, other in apart:
        assert not clusters.together(one, other)
    for edge in record.live():
        overruled = any(edge is gone for gone, _ in clusters.overruled)
        assert not edge.same or clusters.together(edge.left, edge.right) != overruled
    for members in clusters.groups():
        assert len({clusters.chief(row) for row in members}) == 1
        assert all(clusters.of(row) == members for row in members)


def test_a_thousand_sequences_keep_the_groups_sound():
    refused = overruled = 0
    for seed in range(SEQUENCES):
        record = Record()
        rows = 0
        for verb, left, right, share in steps(seed):
            refused += verb == "same" and record.clusters().refusal(left, right) is not None
            do(record, verb, left, right, share)
            clusters = record.clusters()
            overruled += bool(clusters.overruled)
            check(record, clusters)
            # Nothing is deleted.
            assert len(record.edges) + len(record.retired) >= rows
            rows = len(record.edges) + len(record.retired)
        record.rerun()
        assert record.rerun() == 0
        for edge in record.live():
            record.retire(edge.id)
        assert record.clusters().groups() == []
        assert not record.clusters().overruled
    # The sequences do reach the refusals that they are about.
    assert refused > 100
    assert overruled > 100


def test_the_order_of_edges_does_not_matter():
    for seed in range(200):
        record = Record()
        for step in steps(seed):
            do(record, *step)
        edges = record.live()
        shuffled = random.Random(seed).sample(edges, len(edges))
        assert Clusters(shuffled, KIN).groups() == Clusters(edges, KIN).groups()


def test_undoing_one_word_gives_the_groups_there_would_be_without_it():
    for seed in range(200):
        record = Record()
        for step in steps(seed):
            do(record, *step)
        for edge in record.live():
            without = Clusters([other for other in record.live() if other is not edge], KIN)
            gone = record.retire(edge.id)
            assert record.clusters().groups() == without.groups()
            record.retire(gone)


@pytest.mark.parametrize("seed", range(ON_SQLITE))
def test_a_casebook_gives_the_same_groups_as_the_model(tmp_path, seed):
    record = Record()
    # Rows of the casebook for rows of the model.
    kept: dict[int, tuple[str, str]] = {}

    def retire(row: int) -> None:
        book.retire(*kept[row], "test")
        with book.engine.connect() as connection:
            newest = connection.execute(select(func.max(retirement.c.id))).scalar()
        kept[record.retire(row)] = ("retirement", str(newest))

    def keep() -> None:
        with book.engine.connect() as connection:
            kept[len(record.edges)] = (
                "merge",
                str(connection.execute(select(func.max(merge.c.id))).scalar()),
            )

    with new_book(tmp_path) as book:
        first = actor_clusters(book.view()).groups()
        for verb, left, right, share in steps(seed):
            clusters = record.clusters()
            if verb == "same":
                if clusters.refusal(left, right):
                    with pytest.raises(RefusedMergeError):
                        same_actor(book, left, right, "test")
                elif not clusters.together(left, right):
                    same_actor(book, left, right, "test")
                    record.add(left, right, same=True)
                    keep()
            elif verb == "not-same":
                live = [{edge.left, edge.right} for edge in record.live() if not edge.same]
                if different_actors(book, left, right, "test").entry is not None:
                    record.add(left, right, same=False)
                    keep()
                else:
                    assert {left, right} in live
            elif verb == "re-run":
                before = len(record.edges)
                record.rerun()
                with book.entry(MATCHED, "test") as entry:
                    for edge in record.edges[before:]:
                        row = {"left_id": edge.left, "right_id": edge.right, "verdict": "same"}
                        entry.insert(merge, [{"subject_table": "actor", "reason": "sure", **row}])
                        kept[edge.id] = (
                            "merge",
                            str(entry.connection.execute(select(func.max(merge.c.id))).scalar()),
                        )
            else:
                live = record.live()
                if verb == "split":
                    rows = [e.id for e in live if e.same and left in (e.left, e.right)]
                elif verb == "undo":
                    rows = [row] if (row := chosen([e.id for e in live], share)) is not None else []
                else:
                    gone = [-at for at in range(1, len(record.retired) + 1) if record.holds(-at)]
                    rows = [row] if (row := chosen(gone, share)) is not None else []
                for row in rows:
                    retire(row)
            assert actor_clusters(book.view()).groups() == record.clusters().groups()
        for edge in record.live():
            retire(edge.id)
        assert actor_clusters(book.view()).groups() == first
        with book.engine.connect() as connection:
            rows = connection.execute(select(func.count()).select_from(merge)).scalar()
        assert rows == len(record.edges)
