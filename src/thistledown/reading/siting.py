"""How likely a named place is the one where a thing happened: a logistic score of what stands around it.

Fitted to the development gold by `python -m benchmarks.siting --fit`. A place may belong to who speaks, to an
actor's name or to the way there; most sentences about a delivery or a training name no place of it at all.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Kind
from thistledown.reading.logistic import Logistic, read_logistic
from thistledown.reading.where import PlaceMention

# Things that happen on a spot; what is given, taught or planned is often told without one.
_ON_A_SPOT = frozenset({Kind.USE, Kind.SEIZURE, Kind.SIGHTING, Kind.PRODUCTION})
_EXACT = frozenset({"town", "village", "site", "city"})
_WIDE = frozenset({"area", "region", "district"})
# "Kyiv denied it": unless it stands in a locative phrase it mostly stands for its government.
_METONYMS = frozenset({"country", "capital"})
_PARTING = frozenset(";:—–()")
# Characters.
_FAR, _VERY_FAR, _JUST_BEFORE = 300, 900, 140


def features(
    text: str, place: PlaceMention, *, kind: Kind, trigger: Span, sentence: Span, countries: Collection[str]
) -> dict[str, float]:
    """What stands between a place and what happened, by name, each 0 to 1.

    Args:
        text: the text.
        place: a place found in it.
        kind: what happened.
        trigger: the words that say so.
        sentence: the sentence they stand in.
        countries: ISO 3166-1 alpha-3 codes of the countries of the parties.
    """
    inside = place.span.within(sentence)
    spot = kind in _ON_A_SPOT
    first, last = sorted((place.span, trigger), key=lambda span: span.start)
    between = text[first.end : last.start] if inside else ""
    apart = any(mark in between for mark in _PARTING) or between.count(",") + between.count("،") > 1
    distance = abs(place.span.start - trigger.start)
    country = place.place.country
    found = {
        "inside_located": inside and place.located,
        "outside": not inside,
        "outside_on_a_spot": not inside and spot,
        "outside_located": not inside and place.located,
        "just_before": not inside and 0 <= sentence.start - place.span.end < _JUST_BEFORE,
        "same_clause": inside and not apart,
        "before_trigger": inside and place.span.start < trigger.start,
        "metonym": place.kind in _METONYMS and not place.located,
        "exact": place.kind in _EXACT,
        "unlisted": place.kind == "unlisted",
        "wide": place.kind in _WIDE,
        "foreign": bool(countries) and country is not None and country not in countries,
        "moved": inside and not spot,
        "moved_located": inside and not spot and place.located,
    }
    far = min(distance, _FAR) / _FAR if inside else min(distance, _VERY_FAR) / _VERY_FAR
    return {**{name: float(value) for name, value in found.items()}, "far": far}


def scores() -> Logistic:
    """The fitted weights, from `siting.toml`."""
    return read_logistic(Path(__file__).with_name("siting.toml"))
