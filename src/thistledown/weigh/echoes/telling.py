"""How an echo tells what it has from its origin: with whose name, in whose voice, with which particulars."""

from __future__ import annotations

import math

from thistledown.weigh.echoes.facts import Facts

# A report's headline and first sentence.
_HEAD = 220


def telling_features(origin: Facts, echo: Facts) -> dict[str, float]:
    """What the words of two reports say of how the one leans on the other, beside how alike they are."""
    features = credit_features(origin, echo)
    features |= particular_features(origin, echo)
    features |= {
        "own name": float(echo.names_itself and not origin.names_itself),
        "slant": echo.slant - origin.slant,
        "headline": float(echo.headline) - float(origin.headline),
        "reported": math.log1p(echo.reported),
    }
    return features


def credit_features(origin: Facts, echo: Facts) -> dict[str, float]:
    """How the echo names the outlet of its origin: beside words of credit, and in its lead or at its end."""
    own = echo.naming(origin)
    plain = own is not None and own.said and not own.heard
    return {"credit": float(plain), "credit early": float(plain and own is not None and own.early)}


def particular_features(origin: Facts, echo: Facts) -> dict[str, float]:
    """Which numbers, quotations, states and actors were kept, and which came in."""
    numbers = {item.value for item in origin.particulars if item.kind == "number"}
    mine = {item.value for item in echo.particulars if item.kind == "number"}
    quoted = any(item.kind == "quotation" for item in origin.particulars)
    quotes = any(item.kind == "quotation" for item in echo.particulars)
    parties = {item.value for item in origin.particulars if item.kind in ("state", "actor")}
    brought = {
        item.value
        for item in echo.particulars
        if item.kind in ("state", "actor") and item.start < _HEAD and item.value not in parties
    }
    return {
        "numbers kept": math.log1p(len(numbers & mine)),
        "numbers brought": math.log1p(len(mine - numbers)),
        "quotes dropped": float(quoted and not quotes),
        "parties brought": math.log1p(len(brought)),
    }
