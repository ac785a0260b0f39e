"""Claims of one report that say the same become one: the best of them, with what the others add."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.place import Place
from thistledown.codebook.terms import Kind, Slot
from thistledown.reading.items import most_specific
from thistledown.reading.names import Names

_REACH = 60


def merge(claims: Iterable[Claim], known: Names) -> list[Claim]:
    """Join claims of one report with the same kind, modality and compatible parties, keeping the order.

    The most specific claim stays, with its quote; it takes over a slot the other has and it lacks.
    """
    kept: list[Claim] = []
    alike: dict[tuple[object, ...], list[int]] = {}
    for claim in claims:
        # Only the nearest earlier claims of its sort are compared: a report repeats itself within reach.
        sort = (claim.kind, claim.modality, claim.polarity, claim.generic)
        positions = alike.setdefault(sort, [])
        for position in positions[-_REACH:]:
            if same(kept[position], claim, known):
                kept[position] = _joined(kept[position], claim, known)
                break
        else:
            positions.append(len(kept))
            kept.append(claim)
    by_quote: dict[object, list[Claim]] = {}
    for claim in kept:
        by_quote.setdefault(claim.quote_span, []).append(claim)
    return [claim for claim in kept if not _shadowed(claim, by_quote[claim.quote_span], known)]


def same(one: Claim, other: Claim, known: Names) -> bool:
    """Whether two claims of one report say the same."""
    if (one.kind, one.modality, one.polarity, one.generic) != (
        other.kind,
        other.modality,
        other.polarity,
        other.generic,
    ):
        return False
    if not _agree(one.providers, other.providers, known) or not _agree(
        one.recipients, other.recipients, known
    ):
        return False
    if one.when and other.when and not one.when.overlaps(other.when):
        return False
    if one.where and other.where and one.where.country and other.where.country:
        if one.where.country != other.where.country:
            return False
        if (
            one.where.name
            and other.where.name
            and one.where.name != other.where.name
            and one.kind is Kind.USE
        ):
            return False
    return bool(one.providers or one.recipients) or one.quote == other.quote


def _agree(one: tuple[Party, ...], other: tuple[Party, ...], known: Names) -> bool:
    """Whether two fillings of a slot fit: one empty, the same actors, or one above the other."""
    if not one or not other:
        return True
    return any(_alike(a, b, known) for a in one for b in other)


def _alike(one: Party, other: Party, known: Names) -> bool:
    if one.actor and other.actor:
        return known.kin(one.actor, other.actor)
    if one.actor or other.actor:
        return False
    return one.literal.casefold() == other.literal.casefold()


def _depth(parties: tuple[Party, ...], known: Names) -> float:
    return sum(1 + len(known.lineage(p.actor)) / 4 if p.actor else 0.5 for p in parties)


def _weight(claim: Claim, known: Names) -> float:
    return (
        2 * _depth(claim.providers[:1], known)
        + 2 * _depth(claim.recipients[:1], known)
        + claim.confidence
        + 0.3 * (claim.when is not None)
        + 0.3 * (Slot.PLACE in claim.spans)
        + 0.5 * claim.quote.rstrip("\"'”’»)").endswith((".", "!"))
    )


def _reach(place: Place | None) -> float:
    """How far a place may be off, in kilometres; infinite when only a country, or nothing, is known."""
    if place is None or place.name is None:
        return math.inf
    return place.radius_km if place.radius_km is not None else 1000.0


def _joined(one: Claim, other: Claim, known: Names) -> Claim:
    best, rest = (one, other) if _weight(one, known) >= _weight(other, known) else (other, one)
    spans = dict(best.spans)
    changes: dict[str, object] = {}
    for slot, name in (
        (Slot.PROVIDER, "providers"),
        (Slot.RECIPIENT, "recipients"),
        (Slot.DATE, "when"),
        (Slot.PLACE, "where"),
    ):
        if not getattr(best, name) and getattr(rest, name):
            changes[name] = getattr(rest, name)
            if slot in rest.spans:
                spans[slot] = rest.spans[slot]
    if rest.where and Slot.PLACE in rest.spans and _reach(rest.where) < _reach(best.where):
        changes["where"] = rest.where
        spans[Slot.PLACE] = rest.spans[Slot.PLACE]
    system = most_specific([best.system, rest.system])
    items = best.items + tuple(item for item in rest.items if item not in best.items)
    if Slot.ITEM not in spans and Slot.ITEM in rest.spans:
        spans[Slot.ITEM] = rest.spans[Slot.ITEM]
    holders = best.holders or rest.holders
    return replace(best, spans=spans, system=system, items=items, holders=holders, **changes)  # type: ignore[arg-type]


def _shadowed(claim: Claim, kept: list[Claim], known: Names) -> bool:
    """Whether a sighting only repeats what a stronger claim of its sentence says of the same actor."""
    if claim.kind is not Kind.SIGHTING:
        return False
    return any(
        other is not claim
        and other.kind in (Kind.SEIZURE, Kind.USE, Kind.TRANSFER, Kind.ACQUISITION)
        and other.quote_span == claim.quote_span
        and _agree(other.recipients, claim.recipients, known)
        and bool(other.recipients)
        for other in kept
    )
