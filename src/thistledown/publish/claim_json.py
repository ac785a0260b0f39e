"""A claim as a JSON object and back, nothing lost.

The keys of `thistledown read --json` keep their names and meaning; what those leave out stands beside them:
`providers` and `recipients` (every party whole), `pathways` with weights, `place.radius_km`, `spans` for
every slot, `quote_span`, `coder`, `codebook`, `citation` and `reasons`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
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


def claim_to_json(item: Claim) -> dict[str, Any]:
    """The whole claim as an object that `json` can write; `claim_from_json` gives the claim back."""
    row = item.as_json()
    if item.where is not None:
        row["place"] = asdict(item.where)
    row |= {
        "confidence": item.confidence,
        "quote_span": list(item.quote_span) if item.quote_span else None,
        "spans": {slot.value: list(item.spans[slot]) if slot in item.spans else None for slot in Slot},
        "providers": [_party_to_json(party) for party in item.providers],
        "recipients": [_party_to_json(party) for party in item.recipients],
        "pathways": [[name.value, weight] for name, weight in item.pathways],
        "coder": item.coder,
        "codebook": item.codebook,
        "citation": asdict(item.citation) if item.citation else None,
        "reasons": list(item.reasons),
    }
    return row


def claim_from_json(row: Mapping[str, Any]) -> Claim:
    """Read what `claim_to_json` wrote.

    Raises:
        KeyError: when a key is missing.
        ValueError: when a value is outside the codebook or no date.
    """
    when, place, cited = row["date"], row["place"], row["citation"]
    return Claim(
        report=row["report"],
        kind=Kind(row["kind"]),
        providers=tuple(_party_from_json(party) for party in row["providers"]),
        recipients=tuple(_party_from_json(party) for party in row["recipients"]),
        items=tuple(Item(name) for name in row["items"]),
        system=System(row["system"]) if row["system"] else None,
        pathways=tuple((Pathway(name), float(weight)) for name, weight in row["pathways"]),
        when=None if when is None else _when_from_json(when),
        where=None if place is None else Place(**place),
        holders=tuple(row["holder"]),
        modality=Modality(row["modality"]),
        polarity=Polarity(row["polarity"]),
        generic=row["generic"],
        confidence=row["confidence"],
        quote=row["quote"] or "",
        quote_span=None if row["quote_span"] is None else Span(*row["quote_span"]),
        spans={Slot(name): Span(*span) for name, span in row["spans"].items() if span is not None},
        coder=row["coder"],
        codebook=row["codebook"],
        citation=None if cited is None else Citation(**cited),
        reasons=tuple(row["reasons"]),
    )


def _when_from_json(when: Mapping[str, Any]) -> When:
    return When(
        date.fromisoformat(when["start"]) if when["start"] else None,
        date.fromisoformat(when["end"]) if when["end"] else None,
        Precision(when["precision"]),
    )


def _party_to_json(party: Party) -> dict[str, Any]:
    return {
        "literal": party.literal,
        "name": party.name,
        "actor": party.actor,
        "kind": party.kind.value,
        "modality": party.modality.value,
        "alternative": party.alternative,
    }


def _party_from_json(row: Mapping[str, Any]) -> Party:
    return Party(
        literal=row["literal"],
        name=row["name"],
        actor=row["actor"],
        kind=ActorKind(row["kind"]),
        modality=Modality(row["modality"]),
        alternative=row["alternative"],
    )
