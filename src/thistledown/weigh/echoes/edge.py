"""One report leaning on another, and what shows it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Span = tuple[int, int]


class Relation(StrEnum):
    """How a report leans on another."""

    COPY = "copy"
    TRANSLATION = "translation"
    REWRITE = "rewrite"
    RELAY = "relay"
    FRAME = "frame"
    DENIAL = "denial"


EVIDENCE_KINDS = ("passage", "credit", "quotation", "particular", "error", "network", "url")


@dataclass(frozen=True, slots=True)
class Evidence:
    """One thing that shows that a report leans on another.

    Attributes:
        kind: passage, credit, quotation, particular (shared rare fact), error (shared error), network or url.
        words: the words of the leaning report; for network and url, what is shared.
        here: span of the words in the leaning report, in code points.
        there: span of their counterpart in the report leaned on.
    """

    kind: str
    words: str
    here: Span | None = None
    there: Span | None = None

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "kind": self.kind,
            "words": self.words,
            "here": list(self.here) if self.here else None,
            "there": list(self.there) if self.there else None,
        }


@dataclass(frozen=True, slots=True)
class Drift:
    """How a report moved from the one it leans on.

    Attributes:
        certainty_from: how surely the first tells it: denied, alleged, reported, confirmed or independent.
        certainty_to: how surely the second does.
        added: particulars that only the second has, in its words.
        dropped: particulars that only the first has, in its words.
    """

    certainty_from: str
    certainty_to: str
    added: tuple[str, ...] = ()
    dropped: tuple[str, ...] = ()

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {
            "certainty_from": self.certainty_from,
            "certainty_to": self.certainty_to,
            "added": list(self.added),
            "dropped": list(self.dropped),
        }


@dataclass(frozen=True, slots=True)
class Edge:
    """Information flows from `origin` to `echo`.

    Attributes:
        origin: id of the report leaned on.
        echo: id of the report that leans.
        relation: how.
        probability: that both rest on one origin; an edge under one half tells two reports apart (see
            `thistledown.weigh.echoes.graph`). Of a denial: that the one answers the other.
        evidence: what shows it.
        drift: how certainty and detail moved, where it was looked at.
    """

    origin: str
    echo: str
    relation: Relation
    probability: float
    evidence: tuple[Evidence, ...] = ()
    drift: Drift | None = None

    def as_json(self) -> dict[str, Any]:
        """The edge as `thistledown echoes --json` prints it."""
        value: dict[str, Any] = {
            "from": self.origin,
            "to": self.echo,
            "relation": self.relation.value,
            "probability": round(self.probability, 4),
            "evidence": [item.as_json() for item in self.evidence],
        }
        if self.drift is not None:
            value["drift"] = self.drift.as_json()
        return value

    @classmethod
    def from_json(cls, value: dict[str, Any]) -> Edge:
        """The edge that `as_json` wrote."""
        drift = value.get("drift")
        return cls(
            value["from"],
            value["to"],
            Relation(value["relation"]),
            float(value["probability"]),
            tuple(
                Evidence(item["kind"], item["words"], _span(item.get("here")), _span(item.get("there")))
                for item in value.get("evidence", ())
            ),
            Drift(
                drift["certainty_from"],
                drift["certainty_to"],
                tuple(drift.get("added", ())),
                tuple(drift.get("dropped", ())),
            )
            if drift
            else None,
        )


def _span(value: Any) -> Span | None:
    return (int(value[0]), int(value[1])) if value else None
