"""Claims as JSON Lines: one object a line, the whole noun, so that nothing is lost.

UTF-8 without a byte order mark, one line feed after each object, keys sorted. Keys beside those of
`thistledown.publish.claim_json`:

- `id`, `text_id`, `recorded_at`: the claim's place in the record;
- `events`: ids of the events it is about;
- `source`: `{id, name, grade, network, url}` of where it was found (grade: reliability A to F or null);
- `as_of`: the instant of "as known on", or null for now.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any, BinaryIO

from thistledown.casebook.view import RecordedClaim, View
from thistledown.publish.cited import CitedClaim, cited_claims
from thistledown.publish.claim_json import claim_from_json, claim_to_json
from thistledown.publish.export import Progress, as_of_text


class JsonLinesExport:
    """Claims as JSON Lines."""

    name = "jsonl"
    media_type = "application/x-ndjson"
    suffix = ".jsonl"
    subject = "claims"
    title = "Claims whole, one JSON object a line, for programs; can be read back without loss"

    def write(self, view: View, out: BinaryIO, *, progress: Progress | None = None) -> int:
        """Write the view; see the module for the format."""
        as_of = as_of_text(view)
        rows = 0
        for one in cited_claims(view):
            out.write(to_line(one, as_of))
            rows += 1
            if progress and rows % 500 == 0:
                progress(rows)
        return rows


def to_line(one: CitedClaim, as_of: str | None) -> bytes:
    """One claim as a line; a lone surrogate, which UTF-8 cannot carry, becomes the JSON escape for it."""
    row: dict[str, Any] = claim_to_json(one.claim) | {
        "id": one.recorded.id,
        "text_id": one.recorded.text_id,
        "recorded_at": one.recorded.recorded_at,
        "events": list(one.events),
        "source": asdict(one.source),
        "as_of": as_of,
    }
    text = json.dumps(row, ensure_ascii=False, sort_keys=True, allow_nan=False)
    return text.encode("utf-8", "backslashreplace") + b"\n"


def from_line(line: bytes) -> RecordedClaim:
    """Read a claim back.

    Raises:
        ValueError: when the line is no JSON or a value is outside the codebook.
        KeyError: when a key is missing.
    """
    row = json.loads(line)
    return RecordedClaim(
        id=row["id"], text_id=row["text_id"], recorded_at=row["recorded_at"], claim=claim_from_json(row)
    )
