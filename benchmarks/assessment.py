"""How well assessments hold in made-up worlds with known truth.

    python -m benchmarks.assessment            measure in the testing worlds and in broken ones
    python -m benchmarks.assessment --json     the same as one JSON object
    python -m benchmarks.assessment --fit      fit weights.toml on the training worlds (about ten minutes)

Training and testing worlds have different seeds and different ranges (`thistledown.weigh.worlds`). Events
that analysts judged teach how reliable sources are and are not measured. What is compared with is made as
good as it can be: counts of pages, of outlets, and the majority of outlets each become a probability by a
logistic regression, fitted on the training worlds, that also knows the prior of the kind.
"""

from __future__ import annotations

import argparse
import json
import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from thistledown.casebook.claim import Claim
from thistledown.codebook.terms import Modality, Polarity
from thistledown.weigh.assessment import model as numbers
from thistledown.weigh.assessment.assessment import kind_of, log_odds
from thistledown.weigh.assessment.model import Model
from thistledown.weigh.line import node_of
from thistledown.weigh.reliability import learn
from thistledown.weigh.worlds import BROKEN, TESTING, TRAINING, MadeEvent, Ranges, World, world

Floats = NDArray[np.float64]
TRAINING_SEEDS = range(24)
TESTING_SEEDS = range(10_000, 10_100)
BROKEN_SEEDS = range(20_000, 20_012)
BINS = 15
FILE = Path(numbers.__file__).with_name("weights.toml")
# Fitted in this order; what is missing here has a reason of its own in weights.toml.
FITTED = ("temper", "unseen", "hop", "alleged", "denial_accused", "agreement")
_STEPS = (1.0, 0.5, 0.25)


def made(seeds: Iterable[int], ranges: Ranges, using: Model | None = None) -> list[World]:
    """Worlds of some seeds."""
    return [world(seed, ranges, numbers=using) for seed in seeds]


def measured(one: World) -> list[MadeEvent]:
    """The events that nobody judged."""
    return [item for item in one.events if not item.judged]


def truth(worlds: Sequence[World]) -> Floats:
    """What happened, 1, and what did not, 0."""
    return np.array([float(item.happened) for one in worlds for item in measured(one)])


def said(worlds: Sequence[World], using: Model | None = None) -> Floats:
    """What the assessment says of each event, 0 to 1."""
    found: list[float] = []
    for one in worlds:
        known = one.known if using is None else replace(one.known, model=using)
        known = learn(known, [(item.event, item.lines) for item in one.events], one.verdicts)
        found += [log_odds(item.event, item.lines, known) for item in measured(one)]
    return _probability(np.array(found))


def brier(probability: Floats, happened: Floats) -> float:
    """Mean squared difference (Brier 1950)."""
    return float(np.mean((probability - happened) ** 2))


def ece(probability: Floats, happened: Floats, bins: int = BINS) -> float:
    """Expected calibration error over bins of equal mass."""
    parts = np.array_split(np.argsort(probability, kind="stable"), bins)
    gaps = [abs(probability[part].mean() - happened[part].mean()) * len(part) for part in parts if len(part)]
    return float(sum(gaps) / len(probability))


def log_loss(probability: Floats, happened: Floats) -> float:
    """Mean negative logarithm of what was said of what came true."""
    held = np.clip(probability, 1e-6, 1 - 1e-6)
    return -float(np.mean(happened * np.log(held) + (1 - happened) * np.log(1 - held)))


Features = Callable[[MadeEvent], list[float]]


def _counted(item: MadeEvent, key: Callable[[Claim], str]) -> tuple[int, int]:
    sides: dict[bool, set[str]] = {True: set(), False: set()}
    for recorded in item.event.claims:
        claim = recorded.claim
        against = claim.polarity is Polarity.NEGATIVE or claim.modality is Modality.DENIED
        sides[not against].add(key(claim))
    return len(sides[True]), len(sides[False])


def _outlet(claim: Claim) -> str:
    return claim.citation.source if claim.citation else claim.report


def _pages(item: MadeEvent) -> list[float]:
    return [float(np.log1p(count)) for count in _counted(item, node_of)]


def _outlets(item: MadeEvent) -> list[float]:
    return [float(np.log1p(count)) for count in _counted(item, _outlet)]


def _majority(item: MadeEvent) -> list[float]:
    for_it, against = _counted(item, _outlet)
    return [float(np.log((for_it + 1) / (against + 1)))]


COUNTS: dict[str, Features] = {"pages": _pages, "outlets": _outlets, "majority": _majority}


def _design(worlds: Sequence[World], features: Features) -> Floats:
    rows = []
    for one in worlds:
        for item in measured(one):
            prior = one.known.model.priors[kind_of(item.event)].beta.mean
            rows.append([*features(item), float(np.log(prior / (1 - prior))), 1.0])
    return np.array(rows)


def _logistic(design: Floats, happened: Floats) -> Floats:
    """Weights of a logistic regression, by Newton's method with a light ridge."""
    found = np.zeros(design.shape[1])
    for _ in range(40):
        probability = _probability(design @ found)
        gradient = design.T @ (probability - happened) + 1e-3 * found
        curve = (design * (probability * (1 - probability))[:, None]).T @ design
        step = np.linalg.solve(curve + 1e-3 * np.eye(len(found)), gradient)
        found -= step
        if np.abs(step).max() < 1e-9:
            break
    return found


def _probability(value: Floats) -> Floats:
    return np.asarray(1.0 / (1.0 + np.exp(-value)))


def _scores(worlds: Sequence[World], counts: dict[str, Floats]) -> dict[str, Any]:
    happened = truth(worlds)
    probability = said(worlds)
    scores = {"model": round(brier(probability, happened), 4)}
    for name, weights in counts.items():
        counted = _probability(_design(worlds, COUNTS[name]) @ weights)
        scores[name] = round(brier(counted, happened), 4)
    best = np.array([item.best for one in worlds for item in measured(one)])
    return {
        "best_brier": round(brier(best, happened), 4),
        "best_ece": round(ece(best, happened), 4),
        "events": len(happened),
        "true": round(float(happened.mean()), 4),
        "ece": round(ece(probability, happened), 4),
        "brier": scores,
    }


def world_scores(*, broken: bool = True) -> dict[str, Any]:
    """Calibration and Brier scores in the testing worlds, and in worlds that break what is assumed.

    Returns:
        world_ece, world_brier {model, pages, outlets, majority}, best_brier and best_ece of somebody who
        knows how the worlds are made, world_events, world_true (share), and broken: the same by what is
        broken.
    """
    training = made(TRAINING_SEEDS, TRAINING)
    happened = truth(training)
    counts = {name: _logistic(_design(training, features), happened) for name, features in COUNTS.items()}
    tested = _scores(made(TESTING_SEEDS, TESTING), counts)
    found: dict[str, Any] = {
        "world_ece": tested["ece"],
        "world_brier": tested["brier"],
        "best_brier": tested["best_brier"],
        "best_ece": tested["best_ece"],
        "world_events": tested["events"],
        "world_true": tested["true"],
    }
    if broken:
        found["broken"] = {
            name: _scores(made(BROKEN_SEEDS, ranges), counts) for name, ranges in BROKEN.items()
        }
    return found


def fit() -> dict[str, Any]:
    """Fit the weights on the training worlds by logarithmic loss, one at a time; write weights.toml."""
    using = numbers.model()
    worlds = made(TRAINING_SEEDS, TRAINING)
    happened = truth(worlds)
    before = best = log_loss(said(worlds, using), happened)
    for step in _STEPS:
        for name in FITTED:
            for sign in (1.0, -1.0):
                while True:
                    value = _moved(getattr(using.weights, name), sign * step)
                    tried = replace(using, weights=replace(using.weights, **{name: value}))
                    loss = log_loss(said(worlds, tried), happened)
                    if loss > best - 1e-5:
                        break
                    using, best = tried, loss
    text = FILE.read_text(encoding="utf-8")
    for name in FITTED:
        value = getattr(using.weights, name)
        text = re.sub(rf"(?m)^{name} = .*$", f"{name} = {value:.3f}", text, count=1)
    FILE.write_text(text, encoding="utf-8")
    numbers.model.cache_clear()
    return {
        "loss_before": round(before, 5),
        "loss": round(best, 5),
        "ece_training": round(ece(said(worlds, using), happened), 4),
        **{name: round(getattr(using.weights, name), 3) for name in FITTED},
    }


def _moved(value: float, step: float) -> float:
    """A share moved in log-odds, kept off the ends."""
    held = min(max(value, 0.02), 0.98)
    moved = 1.0 / (1.0 + math.exp(-(math.log(held / (1.0 - held)) + step)))
    return min(max(moved, 0.02), 0.98)


def main(arguments: Sequence[str] | None = None) -> None:
    """Fit, or measure."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--fit", action="store_true", help="fit on the training worlds first")
    parser.add_argument("--json", action="store_true", help="print one JSON object only")
    chosen = parser.parse_args(arguments)
    if chosen.fit:
        print(json.dumps(fit()))
        return
    scores = world_scores()
    if chosen.json:
        print(json.dumps(scores))
        return
    print(f"testing worlds: {scores['world_events']} events, {scores['world_true']:.0%} true")
    print(f"  calibration error {scores['world_ece']:.4f}; Brier {scores['world_brier']}")
    print(f"  who knows how they are made: {scores['best_ece']:.4f}; {scores['best_brier']}")
    for name, row in scores["broken"].items():
        print(f"{name}: {row['events']} events, calibration error {row['ece']:.4f}; Brier {row['brier']}")


if __name__ == "__main__":
    main()
