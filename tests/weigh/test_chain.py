"""The picture of a chain has no ring, and one origin for each report."""

from hypothesis import given, settings
from hypothesis import strategies as st

from thistledown.casebook.claim import Claim
from thistledown.casebook.view import RecordedClaim, RecordedEvent
from thistledown.codebook.terms import Kind, Modality
from thistledown.weigh.chain import SHOWN, chain
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.line import lines_of_event

MEMBERS = [f"r{n}" for n in range(6)]
NODES = [*MEMBERS, "near", "far"]


def event() -> RecordedEvent:
    claims = tuple(
        RecordedClaim(
            id=f"c{n}",
            text_id="t",
            recorded_at="2026-01-01",
            claim=Claim(
                report=node,
                kind=Kind.USE,
                confidence=0.9,
                coder="t",
                codebook="1",
                modality=Modality.ALLEGED if n % 2 else Modality.REPORTED,
            ),
        )
        for n, node in enumerate(MEMBERS)
    )
    return RecordedEvent(
        id="e", title="t", certainty=None, first_use=False, coder="t", recorded_at="x", claims=claims
    )


edges = st.lists(
    st.builds(
        Edge,
        st.sampled_from(NODES),
        st.sampled_from(NODES),
        st.sampled_from([Relation.COPY, Relation.RELAY, Relation.DENIAL]),
        st.floats(0, 1),
    ).filter(lambda edge: edge.origin != edge.echo),
    max_size=20,
)


@settings(deadline=None)
@given(edges)
def test_each_report_hangs_on_one_origin_and_nothing_goes_round(found) -> None:
    told = event()
    shown = chain(told, lines_of_event(told, found), found)
    nodes = [link.node for link in shown.links]
    assert len(nodes) == len(set(nodes))
    assert set(MEMBERS) <= set(nodes) <= set(NODES)
    leaning = [edge for edge in shown.edges if edge.relation is not Relation.DENIAL]
    assert len({edge.echo for edge in leaning}) == len(leaning)
    depth = {link.node: link.depth for link in shown.links}
    line = {link.node: link.line for link in shown.links}
    for edge in leaning:
        # A step deeper than its origin: so there is no ring.
        assert depth[edge.echo] == depth[edge.origin] + 1
        assert line[edge.echo] == line[edge.origin]
        assert edge.probability >= SHOWN
    for edge in shown.edges:
        assert {edge.origin, edge.echo} <= set(nodes)
    assert shown.others >= 0
