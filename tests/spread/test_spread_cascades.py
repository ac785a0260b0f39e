"""Packed cascades: in order, whole, and refused when they cannot be."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.spread.cascades import Cascades


@given(
    st.lists(
        st.dictionaries(st.integers(0, 9), st.floats(0, 5, allow_nan=False), max_size=8).map(
            lambda taken: (list(taken), list(taken.values()))
        ),
        max_size=6,
    )
)
def test_packing_keeps_every_uptake_in_order_of_time(given_: list[tuple[list[int], list[float]]]) -> None:
    packed = Cascades.pack([str(index) for index in range(10)], given_, horizon=5.0)
    assert len(packed) == len(given_)
    for number, (members, moments) in enumerate(given_):
        low, high = packed.start[number : number + 2]
        assert np.all(np.diff(packed.time[low:high]) >= 0)
        back = dict(zip(packed.node[low:high].tolist(), packed.time[low:high].tolist(), strict=True))
        assert back == dict(zip(members, moments, strict=True))


@pytest.mark.parametrize(
    ("members", "moments", "message"),
    [
        ([0, 0], [1.0, 2.0], "cascade 0: a node takes it up twice"),
        ([0, 7], [1.0, 2.0], "outside 0 to 1"),
        ([0, 1], [1.0, float("nan")], "not a number"),
        ([0, 1], [1.0, 9.0], "after 5.0"),
        ([0, 1], [1.0], "2 nodes but 1 times"),
    ],
)
def test_what_is_no_cascade_is_refused(members: list[int], moments: list[float], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        Cascades.pack(["a", "b"], [(members, moments)], horizon=5.0)


def test_columns_are_grouped_by_cascade() -> None:
    packed = Cascades.from_columns(["x", "y", "x"], ["b", "a", "a"], [2, 1, 3], horizon=4.0)
    assert packed.nodes == ("a", "b")
    assert packed.node.tolist() == [1, 0, 0]
    assert packed.start.tolist() == [0, 2, 3]
    with pytest.raises(ValueError, match="differ in length"):
        Cascades.from_columns(["x"], ["b", "a"], [2], horizon=4.0)
