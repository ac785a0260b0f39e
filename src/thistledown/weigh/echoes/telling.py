"""How an echo tells what it has from its origin: with whose name, in whose voice, with which particulars."""

from __future__ import annotations

import math

from thistledown.weigh.echoes.facts import Credit, Facts, meets

# A report's headline and first sentence.
_HEAD = 220


def telling_features(origin: Facts, echo: Facts) -> dict[str, float]:
    """What the words of two reports say of how the one leans on the other, beside how alike they are."""
    features = credit_features(origin, echo)
    features |= particular_features(origin, echo)
    mine, theirs = echo.voice, origin.voice
    features |= {
        "own voice": math.log1p(mine.own) - math.log1p(theirs.own),
        "slant": 40 * (mine.slant / echo.length - theirs.slant / origin.length),
        "urging": 40 * (mine.urging / echo.length - theirs.urging / origin.length),
        "said": 40 * (mine.said / echo.length - theirs.said / origin.length),
        "headline": float(echo.headline) - float(origin.headline),
        "hedged": float(echo.certainty_level <= 1) - float(origin.certainty_level <= 1),
        "sure": float(echo.certainty_level >= 3) - float(origin.certainty_level >= 3),
    }
    return features


def credit_features(origin: Facts, echo: Facts) -> dict[str, float]:
    """How the echo names the outlet of its origin, and other outlets."""
    own = echo.naming(origin)
    common: list[Credit] = []
    other: list[Credit] = []
    for name, credit in echo.credits.items():
        if credit is own or meets({name}, origin.own_names) is not None:
            continue
        if meets({name}, origin.credits) is not None:
            common.append(credit)
        elif credit.said:
            other.append(credit)
    plain = own is not None and own.said and not own.heard
    return {
        "credit": float(plain),
        "credit early": float(plain and own is not None and own.early),
        "credit new": float(plain and not origin.names_itself),
        "credit heard": float(own is not None and own.heard),
        "common": float(any(credit.said for credit in common)),
        "common early": float(any(credit.said and credit.early and not credit.heard for credit in common)),
        "other": math.tanh(len(other)),
        "other early": float(any(credit.early and not credit.heard for credit in other)),
    }


def particular_features(origin: Facts, echo: Facts) -> dict[str, float]:
    """Which numbers, quotations, states and actors were kept, and which came in."""
    numbers = {item.value for item in origin.particulars if item.kind == "number"}
    mine = {item.value for item in echo.particulars if item.kind == "number"}
    quoted = sum(item.kind == "quotation" for item in origin.particulars)
    quotes = sum(item.kind == "quotation" for item in echo.particulars)
    parties = {item.value for item in origin.particulars if item.kind in ("state", "actor")}
    brought = {
        item.value
        for item in echo.particulars
        if item.kind in ("state", "actor") and item.start < _HEAD and item.value not in parties
    }
    return {
        "numbers dropped": math.log1p(len(numbers - mine)),
        "numbers kept": math.log1p(len(numbers & mine)),
        "numbers brought": math.log1p(len(mine - numbers)),
        "quotes dropped": float(quoted > 0 and quotes == 0),
        "quotes kept": float(min(quoted, quotes, 3)),
        "parties brought": math.log1p(len(brought)),
    }
