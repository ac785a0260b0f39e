"""Channels between units, from what is known apart from the acquisitions they are to explain.

A tie that was read from the very report it should explain would explain it too well. So: borders, languages
and relations of groups come from the registry; dealings between two units come from the casebook's events,
but never from the one that a unit's own acquisition rests on; support of states and groups can be added from
UCDP.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

import numpy as np

from thistledown.casebook.view import RecordedEvent
from thistledown.codebook.registry import Registry
from thistledown.codebook.rows import read_rows
from thistledown.codebook.shipped import shipped
from thistledown.codebook.terms import ActorKind, Kind, Pathway
from thistledown.spread.from_casebook import Known
from thistledown.spread.kernel import Kernel
from thistledown.spread.network import Exogenous, Layer, Network
from thistledown.spread.record import decimal_year
from thistledown.spread.units import GROUPS, Unit, Units

Arcs = dict[tuple[int, int], tuple[float, float]]

# Dealings are taken to have begun so long before a report shows them, in years.
BEFORE = 2.0
# Skills and willingness of those who served fade with a half-life of some five years; those who were taught
# return after some two. Assumed: kernels finer than the dates cannot be learned (see docs/spread.md).
FADING = Kernel.exponential(0.14)
RETURNING = Kernel.gamma(0.5)
# Consumer multirotors: from first use to everywhere. Assumed.
MARKET = ((2013.0, 0.1), (2016.0, 0.5), (2019.0, 1.0))


@lru_cache(maxsize=1)
def _ties() -> tuple[dict[str, frozenset[str]], dict[str, frozenset[str]]]:
    borders: dict[str, set[str]] = {}
    languages: dict[str, set[str]] = {}
    for row in read_rows(shipped("country_ties.csv")):
        (borders if row["tie"] == "border" else languages).setdefault(row["country"], set()).add(row["other"])
    return ({k: frozenset(v) for k, v in borders.items()}, {k: frozenset(v) for k, v in languages.items()})


def neighbours(one: Unit, other: Unit) -> bool:
    """Whether two units belong to, or were active in, countries with a common border."""
    borders, _ = _ties()
    return any(borders.get(country, frozenset()) & other.countries for country in one.countries)


def same_language(one: Unit, other: Unit) -> bool:
    """Whether countries of theirs share a main language."""
    _, languages = _ties()

    def spoken(unit: Unit) -> set[str]:
        return {tongue for country in unit.countries for tongue in languages.get(country, ())}

    return bool(spoken(one) & spoken(other))


def network(
    known: Known, events: Iterable[RecordedEvent], registry: Registry, *, further: Iterable[Layer] = ()
) -> Network:
    """All channels between the units of a record, and from outside.

    Args:
        known: units and acquisitions.
        events: the casebook's events, for dealings.
        registry: actors and their relations.
        further: layers from elsewhere (UCDP, a register), arcs in the order of `known.units`.

    Returns:
        Layers: dealings (state-transfer), served (individual), returning (state-trainee), peers,
        opponents (battlefield); sources: unlisted state (state-transfer), market (commercial), own trials
        (self-taught), unknown.
    """
    place = {unit.id: index for index, unit in enumerate(known.units)}
    dealt, taught = _dealings(known, list(events), Units(registry), place)
    layers = [
        _layer("dealings", Pathway.STATE_TRANSFER, dealt, Kernel()),
        _layer("served", Pathway.INDIVIDUAL, _served(known.units), FADING),
        _layer("returning", Pathway.STATE_TRAINEE, taught, RETURNING),
        _layer("peers", Pathway.PEER, _peers(known.units, registry, place), Kernel()),
        _layer("opponents", Pathway.BATTLEFIELD, _opponents(known.units), Kernel()),
        *further,
    ]
    n = len(known.units)
    times, values = zip(*MARKET, strict=True)
    outside = (
        # Ties are known in part only: without an open door a donor nobody has listed could not be one.
        Exogenous.steady("unlisted state", Pathway.STATE_TRANSFER, np.ones(n)),
        Exogenous("market", Pathway.COMMERCIAL, np.ones(n), np.array(times), np.array(values)),
        Exogenous.steady("own trials", Pathway.SELF_TAUGHT, np.ones(n)),
        Exogenous.steady("unknown", Pathway.UNKNOWN, np.ones(n)),
    )
    return Network(
        tuple(unit.id for unit in known.units), tuple(layer for layer in layers if len(layer)), outside
    ).normalised()


def _layer(name: str, pathway: Pathway, arcs: Arcs, kernel: Kernel) -> Layer:
    pairs = sorted(arcs)
    return Layer.of(
        name,
        pathway,
        [source for source, _ in pairs],
        [target for _, target in pairs],
        weight=np.array([arcs[pair][0] for pair in pairs]),
        start=np.array([arcs[pair][1] for pair in pairs]),
        kernel=kernel,
    )


def _add(arcs: Arcs, source: int, target: int, weight: float, start: float = -np.inf) -> None:
    if source != target:
        before = arcs.get((source, target), (0.0, np.inf))
        arcs[source, target] = (max(before[0], weight), min(before[1], start))


def _dealings(
    known: Known, events: list[RecordedEvent], units: Units, place: Mapping[str, int]
) -> tuple[Arcs, Arcs]:
    """Who dealt with whom; and which state enlisted or taught people from where."""
    dealt: Arcs = {}
    taught: Arcs = {}
    at_home: dict[str, list[int]] = {}
    for unit, index in place.items():
        record = known.units[index]
        for country in record.countries:
            if record.kind in GROUPS:
                at_home.setdefault(country, []).append(place[unit])
    for event in events:
        claim = event.lead
        if claim is None or not claim.happened or claim.when is None or claim.when.start is None:
            continue
        start = decimal_year(claim.when.start) - BEFORE
        providers = {units.of(party.actor) for party in claim.providers} - {None}
        recipients = {units.of(party.actor) for party in claim.recipients} - {None}
        for source in providers & place.keys():
            for target in recipients & place.keys():
                state = known.units[place[str(source)]].kind is ActorKind.STATE
                if state and known.opener.get(str(target)) != event.id:
                    _add(dealt, place[str(source)], place[str(target)], 1.0, start)
        if claim.kind is not Kind.RECRUITMENT:
            continue
        homes = {
            units.record(party.actor).country
            for party in (*claim.providers, *claim.recipients)
            if party.kind is ActorKind.COHORT
            and party.actor in place.keys() | _registered(units, party.actor)
        } - {None}
        for state_ in (providers | recipients) & place.keys():
            if known.units[place[str(state_)]].kind is ActorKind.STATE:
                for home in homes:
                    for target_ in at_home.get(str(home), ()):
                        _add(taught, place[str(state_)], target_, 1.0, start)
    return dealt, taught


def _registered(units: Units, actor: str | None) -> set[str]:
    try:
        return {units.record(actor or "").id}
    except KeyError:
        return set()


def _served(units: tuple[Unit, ...]) -> Arcs:
    """From every state to groups whose people speak its language or live next to it."""
    arcs: Arcs = {}
    for source, state in enumerate(units):
        if state.kind is not ActorKind.STATE:
            continue
        for target, other in enumerate(units):
            if other.kind in GROUPS:
                weight = same_language(state, other) + neighbours(state, other)
                if weight and state.countries != other.countries:
                    _add(arcs, source, target, float(weight))
    return arcs


def _peers(units: tuple[Unit, ...], registry: Registry, place: Mapping[str, int]) -> Arcs:
    """Groups that belong together, or share a country; the first counts double."""
    arcs: Arcs = {}
    groups = [(index, unit) for index, unit in enumerate(units) if unit.kind in GROUPS]
    for source, one in groups:
        for target, other in groups:
            if one.countries & other.countries:
                _add(arcs, source, target, 1.0)
    for relation in registry.relations:
        one_, other_ = place.get(relation.actor), place.get(relation.other)
        if (
            one_ is not None
            and other_ is not None
            and units[one_].kind in GROUPS
            and units[other_].kind in GROUPS
        ):
            _add(arcs, one_, other_, 2.0)
            _add(arcs, other_, one_, 2.0)
    return arcs


def _opponents(units: tuple[Unit, ...]) -> Arcs:
    """Between a state and the groups in its country, both ways: each may take what the other has."""
    arcs: Arcs = {}
    for source, state in enumerate(units):
        if state.kind is ActorKind.STATE:
            for target, other in enumerate(units):
                if other.kind in GROUPS and state.countries & other.countries:
                    _add(arcs, source, target, 1.0)
                    _add(arcs, target, source, 1.0)
    return arcs
