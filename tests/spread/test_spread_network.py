import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.integrate import quad

from thistledown.codebook.terms import Pathway
from thistledown.spread.kernel import Kernel
from thistledown.spread.network import Exogenous, Layer, Network

KERNELS = [Kernel.constant(), Kernel.exponential(0.4), Kernel.gamma(0.7)]
ARCS = {
    "source": ["a", "b", "a"],
    "target": ["b", "c", "c"],
    "layer": ["aid", "aid", "border"],
    "pathway": ["state-transfer", "state-transfer", "peer"],
    "weight": [1.0, 3.0, None],
}


def columns(**changed):
    return {**ARCS, **changed}


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda k: k.shape.value)
@given(age=st.floats(0.01, 60))
def test_a_kernels_area_is_the_integral_of_its_height(kernel, age):
    area, _ = quad(lambda u: float(kernel.at(u)), 0, age, limit=200)
    assert float(kernel.area(age)) == pytest.approx(area, rel=1e-6, abs=1e-9)


@pytest.mark.parametrize("kernel", KERNELS, ids=lambda k: k.shape.value)
def test_a_kernel_never_exceeds_one_and_is_nothing_before_its_time(kernel):
    ages = np.linspace(-5, 50, 4001)
    assert kernel.at(ages).max() == pytest.approx(1.0, abs=0.01)
    assert (kernel.at(ages[ages <= 0]) == 0).all()


@pytest.mark.parametrize("rate", [0.0, -1.0, np.nan, np.inf])
def test_a_fading_kernel_needs_a_rate(rate):
    with pytest.raises(ValueError, match="rate"):
        Kernel.exponential(rate)


def test_a_profile_integrates_to_its_area():
    profile = np.array([2000.0, 2010.0]), np.array([0.2, 1.0])
    source = Exogenous("market", Pathway.COMMERCIAL, np.ones(2), *profile)
    for first, last in ((1990, 1995), (1995, 2003), (2001, 2020), (2012, 2013)):
        area, _ = quad(lambda t: float(source.at(t)), first, last, points=(2000, 2010))
        assert float(source.area(last) - source.area(first)) == pytest.approx(area)


def test_a_table_of_arcs_becomes_layers_by_name():
    network = Network.from_frame(ARCS, actors=["c", "b", "a", "alone"], kernels={"border": Kernel.gamma(0.5)})
    assert network.channels == ("aid", "border")
    assert network.pathways == (Pathway.STATE_TRANSFER, Pathway.PEER)
    assert network.layers[0].source.tolist() == [2, 1]
    assert network.layers[1].weight.tolist() == [1.0]
    assert network.layers[1].kernel == Kernel.gamma(0.5)
    assert np.isneginf(network.layers[0].start).all()
    assert np.isposinf(network.layers[0].end).all()


def test_a_pandas_frame_says_the_same_as_its_columns():
    pandas = pytest.importorskip("pandas")
    one, two = Network.from_frame(pandas.DataFrame(ARCS)), Network.from_frame(ARCS)
    assert one.actors == two.actors
    for mine, theirs in zip(one.layers, two.layers, strict=True):
        assert mine.weight.tolist() == theirs.weight.tolist()


@pytest.mark.parametrize(
    ("arcs", "said"),
    [
        (columns(colour=["x", "y", "z"]), "unknown column 'colour'"),
        (columns(weight=[1, -2, 1]), "arc 1: a weight must be 0 or more"),
        (columns(weight=[1, "much", 1]), "no number"),
        (columns(start=[2001, 2001, 2001], end=[2000, 2002, 2002]), "must not end before it starts"),
        (columns(target=["b", "b", "c"]), "its own source"),
        (columns(pathway=["state-transfer", "peer", "peer"]), "already stands for 'state-transfer'"),
        (columns(pathway=["gift", "gift", "peer"]), "is no pathway"),
        ({k: v for k, v in ARCS.items() if k != "layer"}, "lacks 'layer'"),
        (columns(source=["a", "b"]), "differ in length"),
    ],
)
def test_a_table_that_cannot_be_right_is_refused(arcs, said):
    with pytest.raises(ValueError, match=said):
        Network.from_frame(arcs)


def test_what_is_no_table_is_refused():
    with pytest.raises(TypeError, match="no table"):
        Network.from_frame([1, 2, 3])


def test_an_actor_that_is_not_listed_is_refused():
    with pytest.raises(ValueError, match="arc 1: unknown actor 'c'"):
        Network.from_frame(ARCS, actors=["a", "b"])


def test_arcs_out_of_range_are_refused():
    layer = Layer.of("aid", Pathway.PEER, [0, 1], [1, 7])
    with pytest.raises(ValueError, match="arc 1: no actor 7; they are 0 to 2"):
        Network(("a", "b", "c"), (layer,))


def test_names_must_be_unique():
    with pytest.raises(ValueError, match="twice"):
        Network(("a", "a"))


def test_levels_must_match_the_actors():
    with pytest.raises(ValueError, match="3 levels for 2 actors"):
        Network(("a", "b"), (), (Exogenous.steady("own", Pathway.SELF_TAUGHT, np.ones(3)),))


def test_normalising_leaves_a_mean_in_weight_of_one():
    network = Network.from_frame(ARCS, actors=["a", "b", "c", "alone"]).normalised()
    for layer in network.layers:
        into = np.bincount(layer.target, weights=layer.weight, minlength=4)
        assert into[into > 0].mean() == pytest.approx(1)
    assert network.normalised().layers[0].weight == pytest.approx(network.layers[0].weight)


@given(
    arcs=st.lists(
        st.tuples(st.integers(0, 6), st.integers(0, 6), st.integers(0, 2)).filter(lambda a: a[0] != a[1]),
        max_size=30,
    )
)
def test_both_directions_hold_every_arc_once(arcs):
    layers = []
    for p in range(3):
        mine = [(a, b) for a, b, q in arcs if q == p]
        layers.append(Layer.of(f"l{p}", Pathway.PEER, [a for a, _ in mine], [b for _, b in mine]))
    network = Network(tuple("abcdefg"), tuple(layers))
    incoming, outgoing = network.csr()
    laid = sorted((a, b, q) for a, b, q in arcs)
    into = [
        (int(incoming.neighbour[k]), i, int(incoming.layer[k]))
        for i in range(7)
        for k in range(incoming.pointer[i], incoming.pointer[i + 1])
    ]
    out = [
        (i, int(outgoing.neighbour[k]), int(outgoing.layer[k]))
        for i in range(7)
        for k in range(outgoing.pointer[i], outgoing.pointer[i + 1])
    ]
    assert sorted(into) == sorted(out) == laid
    assert sorted(incoming.arc.tolist()) == sorted(outgoing.arc.tolist()) == list(range(len(arcs)))
