"""Optimal one-to-one assignment in exact whole numbers (Kuhn 1955; shortest augmenting paths, O(n³))."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def best_pairs(weights: Mapping[tuple[int, int], int]) -> list[tuple[int, int]]:
    """The pairs, each left and right at most once, whose weights add up to the most.

    Args:
        weights: (left, right) to a positive weight; a pair left out is never made. Python's whole numbers
            have no bounds, so sums are exact however large the weights.

    Returns:
        The pairs made, in order. Among equally good assignments the same one is returned every time.
    """
    made: list[tuple[int, int]] = []
    for part in _parts(weights):
        lefts = sorted({left for left, _ in part})
        rights = sorted({right for _, right in part})
        if len(lefts) > len(rights):
            turned = {(right, left): weights[left, right] for left, right in part}
            made += [(left, right) for right, left in _best(rights, lefts, turned)]
        else:
            made += _best(lefts, rights, {pair: weights[pair] for pair in part})
    return sorted(made)


def _parts(weights: Mapping[tuple[int, int], int]) -> list[list[tuple[int, int]]]:
    """The pairs by connected part: what shares no left and no right can be assigned apart."""
    parent: dict[tuple[str, int], tuple[str, int]] = {}

    def root(node: tuple[str, int]) -> tuple[str, int]:
        parent.setdefault(node, node)
        while parent[node] != node:
            parent[node] = parent[parent[node]]
            node = parent[node]
        return node

    for left, right in weights:
        parent[root(("left", left))] = root(("right", right))
    parts: dict[tuple[str, int], list[tuple[int, int]]] = {}
    for pair in sorted(weights):
        parts.setdefault(root(("left", pair[0])), []).append(pair)
    return list(parts.values())


def _best(
    lefts: Sequence[int], rights: Sequence[int], weights: Mapping[tuple[int, int], int]
) -> list[tuple[int, int]]:
    """The best assignment of no more lefts than rights: every left gets a right, of weight 0 if need be."""
    n, m = len(lefts), len(rights)
    cost = [[-weights.get((left, right), 0) for right in rights] for left in lefts]
    top = 1 + sum(abs(value) for row in cost for value in row) * 2
    # Potentials u, v; column 0 and row 0 are the root of each search. `owner[j]` is the row of column j.
    u, v, owner = [0] * (n + 1), [0] * (m + 1), [0] * (m + 1)
    for row in range(1, n + 1):
        owner[0], column = row, 0
        least, came, done = [top] * (m + 1), [0] * (m + 1), [False] * (m + 1)
        while owner[column]:
            done[column] = True
            here, step, following = owner[column], top, 0
            for j in range(1, m + 1):
                if done[j]:
                    continue
                reduced = cost[here - 1][j - 1] - u[here] - v[j]
                if reduced < least[j]:
                    least[j], came[j] = reduced, column
                if least[j] < step:
                    step, following = least[j], j
            for j in range(m + 1):
                if done[j]:
                    u[owner[j]] += step
                    v[j] -= step
                else:
                    least[j] -= step
            column = following
        while column:
            owner[column] = owner[came[column]]
            column = came[column]
    pairs = [(lefts[owner[j] - 1], rights[j - 1]) for j in range(1, m + 1) if owner[j]]
    return [pair for pair in pairs if pair in weights]
