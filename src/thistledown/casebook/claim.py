"""What one report says happened."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

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
    Slot,
    System,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Party:
    """Who takes part in a claim, as provider or as recipient.

    Attributes:
        literal: the words of the report, or the coder's own string.
        name: the registry's name when resolved, else the literal.
        actor: the registry's id, or None when unresolved.
        kind: what sort of body it is, from the registry or from the head noun.
        modality: how sure the attribution to THIS party is.
        alternative: parties of one role that share a non-empty letter are alternatives: one of them.
    """

    literal: str
    name: str
    actor: str | None = None
    kind: ActorKind = ActorKind.UNKNOWN
    modality: Modality = Modality.ASSERTED
    alternative: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """The page a claim coded by hand rests on."""

    url: str
    source: str
    publisher: str
    published: str | None
    language: str | None
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What one report says happened, with the words it rests on.

    A claim read from text has `quote` and `spans` into the report's clean text; a claim coded by hand
    from a cited page has `citation` and the coder instead.

    Attributes:
        report: id of the report (or the path, where there is no casebook).
        pathways: pathways with their weights, heaviest first; weights add up to 1.
        holders: who says so, outermost first ("RIA" citing "Maliweb" citing "unnamed experts"); the
            report's own source is not repeated here.
        confidence: the coder's probability that kind, parties and modality are what the words say, 0 to 1.
        quote: the sentence the claim was read from.
        quote_span: where the quote stands.
        spans: code-point spans of each slot, each into the same clean text.
        coder: who coded it: a reader with its version, or a person's or team's name.
        codebook: version of the codebook it was coded with.
        reasons: rules and cues that made the claim, for `explain`.
    """

    report: str
    kind: Kind
    providers: tuple[Party, ...] = ()
    recipients: tuple[Party, ...] = ()
    items: tuple[Item, ...] = ()
    system: System | None = None
    pathways: tuple[tuple[Pathway, float], ...] = ((Pathway.UNKNOWN, 1.0),)
    when: When | None = None
    where: Place | None = None
    holders: tuple[str, ...] = ()
    modality: Modality = Modality.ASSERTED
    polarity: Polarity = Polarity.POSITIVE
    generic: bool = False
    confidence: float
    quote: str = ""
    quote_span: Span | None = None
    spans: Mapping[Slot, Span] = field(default_factory=dict)
    coder: str
    codebook: str
    citation: Citation | None = None
    reasons: tuple[str, ...] = ()

    @property
    def pathway(self) -> Pathway:
        """The heaviest pathway."""
        return self.pathways[0][0]

    @property
    def happened(self) -> bool:
        """Whether the claim speaks of something that took place: never a forecast, denial or generality."""
        return (
            not self.generic
            and self.polarity is Polarity.POSITIVE
            and self.modality not in (Modality.FORECAST, Modality.DENIED)
        )

    def as_json(self) -> dict[str, Any]:
        """The claim with the keys of `thistledown read --json`; null where absent."""
        return {
            "report": self.report,
            "kind": self.kind.value,
            "provider": "; ".join(p.name for p in self.providers) or None,
            "recipient": "; ".join(p.name for p in self.recipients) or None,
            "items": [item.value for item in self.items],
            "system": self.system.value if self.system else None,
            "pathway": self.pathway.value,
            "date": None
            if self.when is None
            else {
                "start": self.when.start.isoformat() if self.when.start else None,
                "end": self.when.end.isoformat() if self.when.end else None,
                "precision": self.when.precision.value,
            },
            "place": None
            if self.where is None
            else {
                "name": self.where.name,
                "country": self.where.country,
                "lat": self.where.lat,
                "lon": self.where.lon,
            },
            "holder": list(self.holders),
            "modality": self.modality.value,
            "polarity": self.polarity.value,
            "generic": self.generic,
            "confidence": round(self.confidence, 4),
            "quote": self.quote or None,
            "spans": {
                slot.value: (list(self.spans[slot]) if slot in self.spans else None)
                for slot in (Slot.TRIGGER, Slot.PROVIDER, Slot.RECIPIENT, Slot.ITEM, Slot.PLACE, Slot.DATE)
            },
        }
