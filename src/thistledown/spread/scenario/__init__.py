"""Scenarios: measures as objects, tried in paired worlds before they are taken."""

from thistledown.spread.scenario.comparison import Comparison, Effect
from thistledown.spread.scenario.measures import (
    BanRecruitment,
    ControlComponents,
    Demobilise,
    Embargo,
    Reintegrate,
    Screen,
    Substitution,
)
from thistledown.spread.scenario.quantity import Quantity, beta, fixed, lognormal, triangular, uniform
from thistledown.spread.scenario.scenario import Scenario
from thistledown.spread.scenario.standing import Standing

__all__ = [
    "BanRecruitment",
    "Comparison",
    "ControlComponents",
    "Demobilise",
    "Effect",
    "Embargo",
    "Quantity",
    "Reintegrate",
    "Scenario",
    "Screen",
    "Standing",
    "Substitution",
    "beta",
    "fixed",
    "lognormal",
    "triangular",
    "uniform",
]
