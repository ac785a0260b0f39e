"""Small invented claims and judgement rows for the tests of standing and review."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

from thistledown.casebook.claim import Claim, Party
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.place import Place
from thistledown.casebook.record import Casebook
from thistledown.casebook.report import Capture, CleanText, Found, Report
from thistledown.casebook.span import Span
from thistledown.casebook.view import RecordedClaim
from thistledown.casebook.when import When
from thistledown.codebook.terms import ActorKind, Item, Kind, Modality, Pathway, Slot, System

TEXT = "Russia trained Malian soldiers to fly drones in Kidal in June 2025, a newspaper said."


def read_claim(**changed: Any) -> Claim:
    """A claim as a reader makes it from `TEXT`."""
    slots: dict[str, Any] = {
        "report": "r1",
        "kind": Kind.TRAINING,
        "providers": (Party(literal="Russia", name="Russia", actor="russia", kind=ActorKind.STATE),),
        "recipients": (Party(literal="Malian soldiers", name="Malian soldiers", kind=ActorKind.COHORT),),
        "items": (Item.KNOWLEDGE,),
        "system": System.FPV,
        "pathways": ((Pathway.STATE_TRANSFER, 0.75), (Pathway.PEER, 0.25)),
        "when": When.parse("2025-06"),
        "where": Place("Kidal", "MLI", 18.44, 1.41, 5.0),
        "holders": ("a newspaper",),
        "modality": Modality.REPORTED,
        "confidence": 0.4,
        "quote": TEXT,
        "quote_span": Span(0, len(TEXT)),
        "spans": {Slot.TRIGGER: Span(7, 14), Slot.PROVIDER: Span(0, 6), Slot.RECIPIENT: Span(15, 30)},
        "coder": "reader 1",
        "codebook": "1",
    }
    return Claim(**(slots | changed))


class Rows:
    """Judgement rows as `View.judgements` gives them, numbered as they come."""

    def __init__(self) -> None:
        self.rows: list[dict[str, Any]] = []

    def add(
        self,
        verdict: str,
        slot: str | None = None,
        value: Any = None,
        *,
        coder: str = "ana",
        comment: str = "",
    ) -> Rows:
        number = len(self.rows) + 1
        self.rows.append(
            {
                "id": number,
                "subject_table": "claim",
                "subject_id": "c1",
                "verdict": verdict,
                "slot": slot,
                "value": None if value is None else json.dumps(value),
                "comment": comment or None,
                "coder": coder,
                "recorded_at": f"2025-07-01T00:00:{number:02}.000000Z",
                "entry": 100 + number,
            }
        )
        return self


def taken_in(book: Casebook, text: str = TEXT, name: str = "a") -> None:
    """Keep a report with these words."""
    capture = Capture(
        content=f"{name}\n{text}".encode(),
        media_type="text/plain",
        locator=f"/reports/{name}.txt",
        connector="test",
        connector_version="1",
        captured_at=datetime(2025, 7, 1, 12, tzinfo=UTC),
    )
    clean = CleanText(text=text, offsets=OffsetMap.whole(text), extractor="plain 1")
    book.take_in(Found(capture=capture, reports=[Report(part="", title=name, text=clean)]))


def read_as(book: Casebook, coder: str, *claims: Claim) -> list[RecordedClaim]:
    """Let a reader find some claims in every text it has not read; what now holds."""
    unread = book.unread(coder, "1")
    book.add_readings(coder, "1", [(item, claims, []) for item in unread])
    return book.view().claims()
