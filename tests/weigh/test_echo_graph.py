"""Lines out of edges: partition, origin first, witnesses kept apart."""

from hypothesis import given
from hypothesis import strategies as st

from thistledown.weigh.echoes.edge import Drift, Edge, Evidence, Relation
from thistledown.weigh.echoes.graph import APART, lines


def edge(origin, echo, probability=0.9, relation=Relation.COPY):
    return Edge(origin, echo, relation, probability)


def test_a_chain_is_one_line_that_begins_with_its_origin():
    assert lines(["c", "b", "a"], [edge("a", "b"), edge("b", "c"), edge("a", "c")]) == [("a", "c", "b")]


def test_reports_without_edges_stand_alone():
    assert lines(["a", "b"], []) == [("a",), ("b",)]


def test_a_denial_joins_nothing_and_keeps_apart():
    found = lines(
        ["a", "b", "c"], [edge("a", "b", 0.9, Relation.DENIAL), edge("a", "c"), edge("b", "c", 0.6)]
    )
    assert found == [("a", "c"), ("b",)]


def test_witnesses_stay_apart_though_a_third_leans_on_both():
    found = lines(["a", "b", "c"], [edge("a", "b", 0.1), edge("a", "c", 0.8), edge("b", "c", 0.7)])
    assert found == [("a", "c"), ("b",)]


def test_one_bad_edge_does_not_join_what_many_tell_apart():
    near = [edge("a", "b"), edge("c", "d")]
    apart = [edge("a", "c", 0.3), edge("a", "d", 0.3), edge("b", "c", 0.3)]
    assert lines(["a", "b", "c", "d"], [*near, *apart, edge("b", "d", 0.8)]) == [("a", "b"), ("c", "d")]


def test_a_weak_edge_and_an_edge_to_a_stranger_join_nothing():
    assert lines(["a", "b"], [edge("a", "b", 0.49), edge("a", "stranger")]) == [("a",), ("b",)]


NAMES = [f"r{number}" for number in range(12)]
EDGES = st.lists(
    st.builds(
        Edge,
        st.sampled_from(NAMES),
        st.sampled_from(NAMES),
        st.sampled_from(list(Relation)),
        st.floats(0, 1),
    ),
    max_size=40,
)


@given(EDGES)
def test_lines_are_a_partition_and_swallow_no_witnesses(edges):
    found = lines(NAMES, edges)
    assert sorted(name for line in found for name in line) == sorted(NAMES)
    group = {name: line for line in found for name in line}
    for item in edges:
        denied = item.relation is Relation.DENIAL
        told_apart = item.probability >= 0.5 if denied else item.probability <= APART
        if told_apart and item.origin != item.echo:
            assert group[item.origin] is not group[item.echo]


def test_an_edge_survives_its_json():
    held = Edge(
        "a",
        "b",
        Relation.TRANSLATION,
        0.75,
        (Evidence("passage", "words", (0, 5), (2, 9)), Evidence("network", "one owner")),
        Drift("alleged", "confirmed", ("Goma",), ()),
    )
    assert Edge.from_json(held.as_json()) == held
