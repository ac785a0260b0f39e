"""Studies of the pathway hazard: whether its numbers mean what they say, and how fast they come.

    python -m benchmarks.hazard --json              all studies
    python -m benchmarks.hazard --study sbc         one of: sbc, coverage, attribution, no-contagion, speed
    python -m benchmarks.hazard --worlds 60         how many worlds each (the issue's gates: the defaults)

Everything is drawn from seeds. Speed is processor time of one chain, so that other work on the machine
counts less; the comparison with NumPyro is skipped, saying so, where the extra `bayes` is not installed.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import chi2

from benchmarks.hazard_worlds import BEGIN, END, LAYERS, TYPICAL, clustered, study_network
from thistledown.codebook.terms import Pathway
from thistledown.spread.hazard.crosscheck import Nuts, available, log_density, statistics
from thistledown.spread.hazard.detection import Detection
from thistledown.spread.hazard.diagnostics import bulk_ess
from thistledown.spread.hazard.drawing import draw_record
from thistledown.spread.hazard.model import PathwayHazard
from thistledown.spread.hazard.placebo import placebo
from thistledown.spread.hazard.priors import Priors
from thistledown.spread.network import Exogenous, Network

Floats = NDArray[np.float64]


def priors_around(network: Network, *, events: float, typical: Floats = TYPICAL) -> Priors:
    """Priors with the typical rates as means and so many equivalent events."""
    priors = Priors.shipped()
    for name, rate in zip(network.channels, typical, strict=True):
        priors = priors.with_rate(name, per_100=100 * float(rate), events=events)
    return priors


def calibration(worlds: int = 300, actors: int = 60) -> dict[str, Any]:
    """Simulation-based calibration (Talts et al. 2018) of everything at once.

    Rates, detection, a covariate's coefficient, coding rates and confusion are drawn from their priors,
    dates are known within two years; the rank of each true value among 99 thinned draws must be uniform.
    """
    network = study_network(actors, 0)
    priors = priors_around(network, events=3.0)
    x = np.random.default_rng(1).standard_normal(actors)
    x = (x - x.mean()) / x.std()
    detection = Detection(16.0, 4.0)
    model = PathwayHazard(
        network, priors=priors, detection=detection, susceptibility={"actor": network.actors, "x": x}
    )
    names = [*network.channels, "detection", "coefficient", "coded state transfers", "acquisitions"]
    ranks = []
    for seed in range(worlds):
        rng = np.random.default_rng([7, seed])
        theta = rng.gamma(model.shape, 1.0 / model.inverse)
        sensitivity, beta = rng.beta(16.0, 4.0), rng.standard_normal()
        coded = np.array([rng.beta(a, b) for a, b in priors.coded()])
        confusion = np.array([rng.dirichlet(row) for row in priors.confusion()[1]])
        drawn = draw_record(
            network,
            theta,
            begin=BEGIN,
            end=END,
            seed=seed,
            scale=np.exp(beta * x),
            date_error=1.0,
            missed=1.0 - sensitivity,
            coded=coded,
            confusion=confusion,
        )
        if not any(code is not None for code in drawn.record.code):
            continue
        fit = model.fit(drawn.record, "gibbs", seed=seed, chains=1, burn=300, draws=99, thin=15, keep=0)
        true = [*theta, sensitivity, beta, coded[0], float(np.isfinite(drawn.tau).sum())]
        total = fit.hidden[0] + fit.carried[0].sum(axis=1)
        columns = [*fit.theta.T, fit.sensitivity[0, :, 0], fit.beta[0, :, 0], fit.coding[0, :, 0], total]
        # Ties of whole numbers are broken at random.
        columns[-1] = total + rng.random(len(total)) - 0.5
        ranks.append([int((drawn < value).sum()) for drawn, value in zip(columns, true, strict=True)])
    found = np.array(ranks)
    bins = 10
    expected = len(found) / bins
    values = {}
    for k, name in enumerate(names):
        counts = np.bincount(found[:, k] * bins // 100, minlength=bins)
        values[name] = round(float(((counts - expected) ** 2 / expected).sum()), 1)
    limit = float(chi2.ppf(0.99, bins - 1))
    return {
        "sbc_ok": all(value < limit for value in values.values()),
        "sbc_chi2": values,
        "sbc_limit": round(limit, 1),
        "sbc_worlds": len(found),
    }


def coverage(worlds: int = 60, actors: int = 200) -> dict[str, Any]:
    """How often 90 % intervals hold the true rate: dates within four years, one adopter in five missed.

    `coverage_90` draws the true rates from the prior, the setting in which 90 % is owed; `coverage_90_b4`
    draws them more closely around its mean, with a vaguer prior, as in the prototype's table.
    `coverage_90_ignored` fits the same worlds as if dates were exact and nobody missed.
    """
    held: dict[str, list[float]] = {"coverage_90": [], "coverage_90_b4": [], "coverage_90_ignored": []}
    width: list[float] = []
    for seed in range(worlds):
        rng = np.random.default_rng([11, seed])
        network = study_network(actors, 1000 + seed)
        for key, events, truth in (("coverage_90", 2.0, 2.0), ("coverage_90_b4", 1.0, 4.0)):
            theta = TYPICAL * rng.gamma(truth, 1.0 / truth, len(TYPICAL))
            drawn = draw_record(network, theta, begin=BEGIN, end=END, seed=seed, date_error=2.0, missed=0.2)
            priors = priors_around(network, events=events)
            model = PathwayHazard(network, priors=priors, detection=Detection(16.0, 4.0))
            fit = model.fit(drawn.record, "gibbs", seed=seed, chains=2, burn=400, draws=600, thin=2, keep=0)
            low, high = np.quantile(fit.theta, (0.05, 0.95), axis=0)
            held[key].append(float(((low <= theta) & (theta <= high)).mean()))
            if key == "coverage_90":
                width.append(float(np.median((high - low) / theta)))
            else:
                exact = drawn.record
                exact = type(exact).from_frame(
                    {"actor": exact.actor, "lo": (exact.lo + exact.hi) / 2, "hi": (exact.lo + exact.hi) / 2},
                    begin=BEGIN,
                    end=END,
                )
                fit = PathwayHazard(network, priors=priors).fit(
                    exact, "gibbs", seed=seed, chains=2, burn=400, draws=600, thin=2, keep=0
                )
                low, high = np.quantile(fit.theta, (0.05, 0.95), axis=0)
                held["coverage_90_ignored"].append(float(((low <= theta) & (theta <= high)).mean()))
    return {
        **{key: round(float(np.mean(values)), 3) for key, values in held.items()},
        "coverage_width": round(float(np.median(width)), 2),
        "coverage_worlds": worlds,
    }


def attribution(worlds: int = 120, actors: int = 200) -> dict[str, Any]:
    """Calibration of attributions: equal-width bins of probability against how often it was so.

    Without evidence, and with grade-B codes on half of the acquisitions.
    """
    said: dict[str, list[Floats]] = {"": [], "_coded": []}
    was: dict[str, list[Floats]] = {"": [], "_coded": []}
    right: dict[str, list[float]] = {"": [], "_coded": []}
    confusion = Priors.shipped().confusion()[1]
    confusion = confusion / confusion.sum(axis=1, keepdims=True)
    for seed in range(worlds):
        rng = np.random.default_rng([13, seed])
        network = study_network(actors, 3000 + seed)
        theta = TYPICAL * rng.gamma(4.0, 0.25, len(TYPICAL))
        model = PathwayHazard(network, priors=priors_around(network, events=2.0))
        for key in said:
            coded = np.full(len(Pathway), 0.5) if key else None
            drawn = draw_record(
                network, theta, begin=BEGIN, end=END, seed=seed, coded=coded, confusion=confusion
            )
            fit = model.fit(drawn.record, "gibbs", seed=seed, chains=2, burn=300, draws=500, thin=2, keep=0)
            events = np.flatnonzero(drawn.channel >= 0)
            truth = np.eye(len(TYPICAL))[drawn.channel[events]]
            said[key].append(fit.share[events].ravel())
            was[key].append(truth.ravel())
            right[key].append(float((fit.share[events].argmax(axis=1) == drawn.channel[events]).mean()))
    found: dict[str, Any] = {}
    for key in said:
        error = calibration_error(np.concatenate(said[key]), np.concatenate(was[key]))
        found[f"attribution_ece{key}"] = round(error, 4)
        found[f"attribution_top1{key}"] = round(float(np.mean(right[key])), 3)
    return {**found, "attribution_worlds": worlds}


def calibration_error(said: Floats, was: Floats, bins: int = 10) -> float:
    """Mean distance between what was said and how often it was so, over equal-width bins."""
    place = np.minimum((said * bins).astype(int), bins - 1)
    return float(
        sum(
            abs(said[place == k].mean() - was[place == k].mean()) * (place == k).mean()
            for k in range(bins)
            if (place == k).any()
        )
    )


def no_contagion(worlds: int = 60, actors: int = 200) -> dict[str, Any]:
    """What network layers get in a world where none carries anything, with sparse priors.

    Acquisitions come from own trials alone; susceptibility is clustered as peers are. Layers have the
    sparse prior, outside sources a vague one (1 in 100 actor-years, worth one event). With the covariate
    measured, unmeasured, and the share of a placebo of the peer layer where the peer layer is real.
    """
    given: dict[str, list[float]] = {"observed": [], "unobserved": [], "placebo": []}
    layers = len(LAYERS)
    for seed in range(worlds):
        network = study_network(actors, 5000 + seed)
        market, own, unknown = network.exogenous
        own = Exogenous.steady(own.name, own.pathway, np.ones(actors))
        network = Network(network.actors, network.layers, (market, own, unknown))
        latent = clustered(network, seed)
        quick = np.exp(1.5 * latent)
        theta = np.zeros(len(TYPICAL))
        theta[6] = 0.045
        drawn = draw_record(network, theta, begin=BEGIN, end=END, seed=seed, scale=quick / quick.mean())
        priors = Priors.shipped().sparse(network, *network.channels[:layers])
        for name in network.channels[layers:]:
            priors = priors.with_rate(name, per_100=1.0, events=1.0)
        measured = {"actor": np.array(network.actors, dtype=object), "latent": latent}
        for key in ("observed", "unobserved"):
            frame = measured if key == "observed" else None
            model = PathwayHazard(network, priors=priors, susceptibility=frame)
            fit = model.fit(drawn.record, "gibbs", seed=seed, chains=2, burn=400, draws=500, thin=2, keep=0)
            shares = fit.carried.sum(axis=(0, 1))
            given[key].append(float(shares[:layers].sum() / shares.sum()))
        real = draw_record(network, TYPICAL, begin=BEGIN, end=END, seed=seed)
        more = placebo(network, Pathway.PEER.value, seed=seed)
        sparse = Priors.shipped().sparse(more, more.channels[layers])
        fit = PathwayHazard(more, priors=sparse).fit(
            real.record, "gibbs", seed=seed, chains=2, burn=400, draws=500, thin=2, keep=0
        )
        shares = fit.carried.sum(axis=(0, 1))
        given["placebo"].append(float(shares[layers] / shares.sum()))
    return {
        "placebo_share": round(float(np.mean(given["observed"])), 4),
        "no_contagion_unobserved": round(float(np.mean(given["unobserved"])), 4),
        "placebo_layer_share": round(float(np.mean(given["placebo"])), 4),
        "no_contagion_worlds": worlds,
    }


def speed(repeats: int = 3) -> dict[str, Any]:
    """Effective draws a second of processor time against NUTS; EM and a sweep with moving dates."""
    network = study_network(200, 1000)
    drawn = draw_record(network, TYPICAL, begin=BEGIN, end=END, seed=1)
    model = PathwayHazard(network, priors=priors_around(network, events=2.0))
    asked: dict[str, Any] = {"chains": 1, "burn": 500, "draws": 5000, "thin": 4, "keep": 0}
    model.fit(drawn.record, "gibbs", **{**asked, "draws": 10})
    rates, ours = [], np.zeros((0, len(TYPICAL)))
    for seed in range(repeats):
        began = time.process_time()
        ours = model.fit(drawn.record, "gibbs", seed=seed, **asked).theta
        spent = time.process_time() - began
        rates.append(min(bulk_ess(ours[None, :, p]) for p in range(len(TYPICAL))) / spent)
    began = time.perf_counter()
    for _ in range(10):
        model.fit(drawn.record)
    em = (time.perf_counter() - began) / 10
    vague = draw_record(network, TYPICAL, begin=BEGIN, end=END, seed=1, date_error=2.0, missed=0.2)
    hidden = PathwayHazard(network, detection=Detection(16.0, 4.0))
    began = time.process_time()
    hidden.fit(vague.record, "gibbs", chains=1, burn=0, draws=1000, thin=1, keep=0)
    found: dict[str, Any] = {
        "gibbs_ess_per_s": round(float(np.median(rates))),
        "em_ms": round(1000 * em, 1),
        "moving_sweep_ms": round(time.process_time() - began, 3),
        "speed_events": len(drawn.record),
        "gibbs_nuts_ess_ratio": None,
    }
    if not available():
        return {**found, "gibbs_nuts_note": "skipped: NumPyro (extra `bayes`) is not installed"}
    nuts = Nuts(statistics(model, drawn.record))
    theirs = nuts.draw(0)
    rival = []
    for seed in range(repeats):
        began = time.process_time()
        theirs = nuts.draw(seed + 1)
        spent = time.process_time() - began
        rival.append(min(bulk_ess(theirs[None, :, p]) for p in range(len(TYPICAL))) / spent)
    gap = np.abs(ours.mean(axis=0) - theirs.mean(axis=0)) / ours.std(axis=0)
    error = np.array(
        [
            np.sqrt(1 / bulk_ess(ours[None, :, p]) + 1 / bulk_ess(theirs[None, :, p]))
            for p in range(len(TYPICAL))
        ]
    )
    given = statistics(model, drawn.record)
    return {
        **found,
        "gibbs_nuts_ess_ratio": round(float(np.median(rates) / np.median(rival)), 1),
        "nuts_ess_per_s": round(float(np.median(rival))),
        "gibbs_nuts_largest_gap_in_se": round(float((gap / error).max()), 2),
        "gibbs_nuts_density_gap": round(
            float(abs(log_density(ours, given).mean() - log_density(theirs, given).mean())), 3
        ),
    }


STUDIES: dict[str, Callable[..., dict[str, Any]]] = {
    "sbc": calibration,
    "coverage": coverage,
    "attribution": attribution,
    "no-contagion": no_contagion,
    "speed": speed,
}


def main() -> None:
    """Run the studies and print one JSON object."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print JSON and nothing else")
    parser.add_argument("--study", choices=[*STUDIES, "all"], default="all")
    parser.add_argument("--worlds", type=int, help="worlds a study")
    asked = parser.parse_args()
    found: dict[str, Any] = {}
    for name, study in STUDIES.items():
        if asked.study not in ("all", name):
            continue
        began = time.perf_counter()
        more = study(asked.worlds) if asked.worlds and name != "speed" else study()
        found.update(more)
        if not asked.json:
            print(f"{name}: {json.dumps(more)} ({time.perf_counter() - began:.0f} s)", flush=True)
    if asked.json:
        print(json.dumps(found))


if __name__ == "__main__":
    main()
