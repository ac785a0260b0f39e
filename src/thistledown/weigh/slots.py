"""The slots of a claim that an analyst can correct, each as one JSON value.

The names are the keys of `Claim.as_json`. A judgement keeps its value in the form that `canonical` gives.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.errors import CasebookError
from thistledown.casebook.place import Place
from thistledown.casebook.when import When
from thistledown.codebook.terms import (
    ActorKind,
    Item,
    Kind,
    Modality,
    Pathway,
    Polarity,
    Precision,
    Slot,
    System,
)

SLOTS = (
    "kind",
    "provider",
    "recipient",
    "items",
    "system",
    "pathway",
    "date",
    "place",
    "holder",
    "modality",
    "polarity",
    "generic",
)

# The words a machine pointed at for a slot are no evidence for another value of it.
_WORDS: Mapping[str, Slot] = {
    "provider": Slot.PROVIDER,
    "recipient": Slot.RECIPIENT,
    "items": Slot.ITEM,
    "place": Slot.PLACE,
    "date": Slot.DATE,
    "holder": Slot.HOLDER,
}


class SlotError(CasebookError):
    """A slot does not exist or cannot have this value: which, why, what to write instead."""


def slot_value(claim: Claim, slot: str) -> Any:
    """What a claim says in a slot, as JSON: text, number, list, object, or None where it says nothing.

    Raises:
        SlotError: when claims have no such slot.
    """
    match slot:
        case "kind" | "modality" | "polarity":
            return str(getattr(claim, slot).value)
        case "provider":
            return [_party_value(party) for party in claim.providers]
        case "recipient":
            return [_party_value(party) for party in claim.recipients]
        case "items":
            return sorted(item.value for item in claim.items)
        case "system":
            return claim.system.value if claim.system else None
        case "pathway":
            return {pathway.value: round(weight, 4) for pathway, weight in claim.pathways}
        case "date":
            return _when_value(claim.when)
        case "place":
            return _place_value(claim.where)
        case "holder":
            return list(claim.holders)
        case "generic":
            return claim.generic
    raise SlotError(f"claims have no slot {slot!r}; choose one of {', '.join(SLOTS)}")


def with_slot(claim: Claim, slot: str, value: Any) -> Claim:
    """The claim with another value in one slot; words that a machine pointed at for the old value go.

    Raises:
        SlotError: when claims have no such slot, or the slot cannot have the value.
    """
    read = _READERS.get(slot)
    if read is None:
        raise SlotError(f"claims have no slot {slot!r}; choose one of {', '.join(SLOTS)}")
    try:
        changed: Claim = replace(claim, **read(value))
    except SlotError:
        raise
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise SlotError(f"{slot} cannot be {value!r:.200}: {error}; {_EXPECTED[slot]}") from error
    words = _WORDS.get(slot)
    if words in changed.spans and slot_value(changed, slot) != slot_value(claim, slot):
        return replace(changed, spans={name: span for name, span in claim.spans.items() if name is not words})
    return changed


def canonical(slot: str, value: Any) -> Any:
    """The value in the one form that judgements keep.

    Raises:
        SlotError: when claims have no such slot, or the slot cannot have the value.
    """
    return slot_value(with_slot(_BLANK, slot, value), slot)


def slot_code(claim: Claim, slot: str) -> str:
    """What two coders are compared by: the value without what is a matter of writing, as one word.

    Parties by actor id where resolved, else by folded name; a pathway by its heaviest; a date by its days; a
    place by country and name.
    """
    match slot:
        case "provider" | "recipient":
            parties = claim.providers if slot == "provider" else claim.recipients
            return "; ".join(sorted(party.actor or party.name.casefold().strip() for party in parties))
        case "pathway":
            return claim.pathway.value
        case "date":
            return str(claim.when) if claim.when else ""
        case "place":
            named = (claim.where.country or "", (claim.where.name or "").casefold()) if claim.where else ()
            return " ".join(part for part in named if part)
        case "holder":
            return "; ".join(name.casefold().strip() for name in claim.holders)
    value = slot_value(claim, slot)
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def slot_words(claim: Claim, slot: str) -> str:
    """The value in words for a screen; "" where the claim says nothing."""
    match slot:
        case "provider" | "recipient":
            parties = claim.providers if slot == "provider" else claim.recipients
            return ", ".join(
                party.name + ("" if party.modality is Modality.ASSERTED else f" ({party.modality.value})")
                for party in parties
            )
        case "pathway":
            if len(claim.pathways) == 1:
                return claim.pathway.value
            return ", ".join(f"{pathway.value} {weight:.0%}" for pathway, weight in claim.pathways)
        case "date":
            return str(claim.when) if claim.when else ""
        case "place":
            named = (claim.where.name, claim.where.country) if claim.where else ()
            return ", ".join(part for part in named if part)
        case "holder":
            return " citing ".join(claim.holders)
        case "polarity":
            return "happened" if claim.polarity is Polarity.POSITIVE else "did not happen"
        case "generic":
            return "a general statement" if claim.generic else "one happening"
    value = slot_value(claim, slot)
    return ", ".join(value) if isinstance(value, list) else "" if value is None else str(value)


def value_words(slot: str, value: Any) -> str:
    """A value that a judgement keeps, in words for a screen; "" where it is nothing.

    Raises:
        SlotError: when claims have no such slot, or the slot cannot have the value.
    """
    return slot_words(with_slot(_BLANK, slot, value), slot)


def _party_value(party: Party) -> dict[str, Any]:
    return {
        "name": party.name,
        "actor": party.actor,
        "kind": party.kind.value,
        "modality": party.modality.value,
        "alternative": party.alternative,
        "literal": party.literal,
    }


def _parties(value: Any) -> tuple[Party, ...]:
    return tuple(_party(item) for item in _listed(value))


def _party(value: Any) -> Party:
    if isinstance(value, str):
        value = {"name": value}
    name = _text(value["name"]).strip()
    if not name:
        raise ValueError("a party without a name")
    actor = value.get("actor")
    return Party(
        literal=_text(value.get("literal") or name),
        name=name,
        actor=None if actor is None else _text(actor),
        kind=ActorKind(value.get("kind", ActorKind.UNKNOWN.value)),
        modality=Modality(value.get("modality", Modality.ASSERTED.value)),
        alternative=_text(value.get("alternative", "")),
    )


def _pathways(value: Any) -> tuple[tuple[Pathway, float], ...]:
    weights = {value: 1.0} if isinstance(value, str) else dict(value)
    found = [(Pathway(name), float(weight)) for name, weight in weights.items()]
    total = sum(weight for _, weight in found)
    if not found or not math.isfinite(total) or any(weight <= 0 for _, weight in found):
        raise ValueError("weights must be greater than 0")
    return tuple(
        sorted(((name, weight / total) for name, weight in found), key=lambda pair: (-pair[1], pair[0].value))
    )


def _when_value(when: When | None) -> dict[str, str | None] | None:
    if when is None:
        return None
    return {
        "start": when.start.isoformat() if when.start else None,
        "end": when.end.isoformat() if when.end else None,
        "precision": when.precision.value,
    }


def _when(value: Any) -> When | None:
    if value is None:
        return None
    if isinstance(value, str):
        return When.parse(value)
    start, end = (date.fromisoformat(value[name]) if value.get(name) else None for name in ("start", "end"))
    return When(start, end, Precision(value["precision"]))


def _place_value(place: Place | None) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "radius_km": place.radius_km,
    }


def _place(value: Any) -> Place | None:
    if value is None:
        return None
    if isinstance(value, str):
        value = {"name": value}
    name, country = value.get("name"), value.get("country")
    if not name and not country:
        raise ValueError("a place without name and country")
    if country is not None and not (len(_text(country)) == 3 and country.isalpha() and country.isupper()):
        raise ValueError(f"{country!r} is no three-letter country code")
    lat, lon, radius = (_number(value.get(key)) for key in ("lat", "lon", "radius_km"))
    if (lat is None) is not (lon is None) or abs(lat or 0) > 90 or abs(lon or 0) > 180:
        raise ValueError("coordinates need latitude (-90 to 90) and longitude (-180 to 180)")
    return Place(None if name is None else _text(name), country, lat, lon, radius)


def _number(value: Any) -> float | None:
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise ValueError(f"{value!r} is no number")
    return float(value)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.80} is no text")
    return value


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, list | tuple) else [value]


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError(f"{value!r:.80} is neither true nor false")
    return value


def _items(value: Any) -> tuple[Item, ...]:
    return tuple(dict.fromkeys(Item(name) for name in sorted(_listed(value))))


def _holders(value: Any) -> tuple[str, ...]:
    return tuple(name for name in (_text(item).strip() for item in _listed(value)) if name)


_READERS: Mapping[str, Callable[[Any], dict[str, Any]]] = {
    "kind": lambda value: {"kind": Kind(value)},
    "provider": lambda value: {"providers": _parties(value)},
    "recipient": lambda value: {"recipients": _parties(value)},
    "items": lambda value: {"items": _items(value)},
    "system": lambda value: {"system": None if value is None else System(value)},
    "pathway": lambda value: {"pathways": _pathways(value)},
    "date": lambda value: {"when": _when(value)},
    "place": lambda value: {"where": _place(value)},
    "holder": lambda value: {"holders": _holders(value)},
    "modality": lambda value: {"modality": Modality(value)},
    "polarity": lambda value: {"polarity": Polarity(value)},
    "generic": lambda value: {"generic": _flag(value)},
}


def _one_of(terms: type[Any]) -> str:
    return "choose one of " + ", ".join(term.value for term in terms)


_EXPECTED: Mapping[str, str] = {
    "kind": _one_of(Kind),
    "provider": "write names, or objects with name, actor, kind and modality",
    "recipient": "write names, or objects with name, actor, kind and modality",
    "items": "choose some of " + ", ".join(item.value for item in Item),
    "system": _one_of(System) + ", or nothing",
    "pathway": _one_of(Pathway) + ", or give several with weights",
    "date": "write YYYY, YYYY-MM or YYYY-MM-DD, or an object with start, end and precision",
    "place": "write a name, or an object with name, country (three letters), lat and lon",
    "holder": "write who says so, outermost first",
    "modality": _one_of(Modality),
    "polarity": _one_of(Polarity),
    "generic": "write true or false",
}

_BLANK = Claim(report="", kind=Kind.USE, confidence=1.0, coder="", codebook="")
