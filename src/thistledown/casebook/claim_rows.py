"""Claims as rows and back."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import Connection, RowMapping, Table, select

from thistledown.casebook.append import Entry
from thistledown.casebook.claim import Citation, Claim, Party
from thistledown.casebook.folding import fold
from thistledown.casebook.place import Place
from thistledown.casebook.schema import (
    claim,
    claim_holder,
    claim_item,
    claim_party,
    claim_pathway,
    claim_span,
    search_entry,
)
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

# SQLite allows 32,766 values in one statement; this keeps well below on every engine.
CHUNK = 5_000


def claim_id(item: Claim, salt: str = "") -> str:
    """Return the id of a claim: made of its content and place, not of its coder.

    So a better reader that reads the same words the same way finds the claim that is already there, with
    its judgements. `salt` tells a claim apart from an equal one that was retired.
    """
    content = item.as_json() | {
        "quote": [item.quote, list(item.quote_span) if item.quote_span else None],
        "confidence": None,
        "pathways": [[name.value, round(weight, 4)] for name, weight in item.pathways],
        "parties": [
            [p.actor or p.name, p.modality.value, p.alternative] for p in (*item.providers, *item.recipients)
        ],
        "citation": [item.citation.url, item.citation.source] if item.citation else None,
        "salt": salt,
    }
    text = json.dumps(content, sort_keys=True, ensure_ascii=False)
    return "c" + hashlib.sha256(text.encode()).hexdigest()[:19]


def when_columns(when: When | None, prefix: str = "when") -> dict[str, str | None]:
    """The three columns of a date."""
    return {
        f"{prefix}_start": when.start.isoformat() if when and when.start else None,
        f"{prefix}_end": when.end.isoformat() if when and when.end else None,
        f"{prefix}_precision": when.precision.value if when else None,
    }


def when_from(row: RowMapping, prefix: str = "when") -> When | None:
    """Read the three columns of a date."""
    start, end, precision = (row[f"{prefix}_{part}"] for part in ("start", "end", "precision"))
    if precision is None:
        return None
    return When(
        date.fromisoformat(start) if start else None,
        date.fromisoformat(end) if end else None,
        Precision(precision),
    )


def insert_claims(
    entry: Entry, claims: Sequence[tuple[str, Claim]], *, text_id: str | None, reading_id: str | None
) -> None:
    """Add claims with their parties, items, pathways, spans, holders and search words."""
    rows: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for key, item in claims:
        rows["claim"].append(_claim_row(key, item, text_id, reading_id))
        for role, parties in (("provider", item.providers), ("recipient", item.recipients)):
            rows["party"] += [
                {
                    "claim_id": key,
                    "role": role,
                    "position": position,
                    "actor_id": party.actor,
                    "name": party.name,
                    "literal": party.literal,
                    "actor_kind": party.kind.value,
                    "modality": party.modality.value,
                    "alternative": party.alternative,
                }
                for position, party in enumerate(parties)
            ]
        rows["item"] += [
            {"claim_id": key, "item": name.value, "position": n} for n, name in enumerate(item.items)
        ]
        rows["pathway"] += [
            {"claim_id": key, "pathway": name.value, "position": n, "weight": weight}
            for n, (name, weight) in enumerate(item.pathways)
        ]
        rows["span"] += [
            {"claim_id": key, "slot": slot.value, "start": span.start, "end": span.end}
            for slot, span in item.spans.items()
        ]
        rows["holder"] += [
            {"claim_id": key, "position": n, "name": name} for n, name in enumerate(item.holders)
        ]
        rows["search"].append({"subject_table": "claim", "subject_id": key, "folded": fold(_words(item))})
    for table, name in (
        (claim, "claim"),
        (claim_party, "party"),
        (claim_item, "item"),
        (claim_pathway, "pathway"),
        (claim_span, "span"),
        (claim_holder, "holder"),
        (search_entry, "search"),
    ):
        entry.insert(table, rows[name])


def _claim_row(key: str, item: Claim, text_id: str | None, reading_id: str | None) -> dict[str, Any]:
    place, cited = item.where, item.citation
    return {
        "id": key,
        "report_id": item.report if text_id else None,
        "text_id": text_id,
        "reading_id": reading_id,
        "kind": item.kind.value,
        "system": item.system.value if item.system else None,
        **when_columns(item.when),
        "place": place.name if place else None,
        "country": place.country if place else None,
        "lat": place.lat if place else None,
        "lon": place.lon if place else None,
        "radius_km": place.radius_km if place else None,
        "modality": item.modality.value,
        "polarity": item.polarity.value,
        "generic": item.generic,
        "confidence": item.confidence,
        "quote": item.quote or None,
        "quote_start": item.quote_span.start if item.quote_span else None,
        "quote_end": item.quote_span.end if item.quote_span else None,
        "coder": item.coder,
        "codebook": item.codebook,
        "reasons": json.dumps(item.reasons, ensure_ascii=False),
        "citation_url": cited.url if cited else None,
        "citation_source_id": cited.source if cited else None,
        "citation_publisher": cited.publisher if cited else None,
        "citation_published": cited.published if cited else None,
        "citation_language": cited.language if cited else None,
        "citation_note": cited.note if cited else None,
    }


def _words(item: Claim) -> str:
    names = [text for p in (*item.providers, *item.recipients) for text in (p.name, p.literal)]
    place = [item.where.name or ""] if item.where else []
    cited = [item.citation.publisher] if item.citation else []
    return " ".join([*names, *place, *cited, item.quote])


def load_claims(connection: Connection, rows: Iterable[RowMapping]) -> list[tuple[RowMapping, Claim]]:
    """Turn claim rows into claims, keeping their order."""
    rows = list(rows)
    parts = {
        table.name: _children(connection, table, [row["id"] for row in rows])
        for table in (claim_party, claim_item, claim_pathway, claim_span, claim_holder)
    }
    return [(row, _claim(row, parts)) for row in rows]


def _children(connection: Connection, table: Table, keys: Sequence[str]) -> dict[str, list[RowMapping]]:
    found: dict[str, list[RowMapping]] = defaultdict(list)
    order = [table.c[name] for name in ("role", "position", "slot") if name in table.c]
    for start in range(0, len(keys), CHUNK):
        query = select(table).where(table.c.claim_id.in_(keys[start : start + CHUNK])).order_by(*order)
        for row in connection.execute(query).mappings():
            found[row["claim_id"]].append(row)
    return found


def _claim(row: RowMapping, parts: Mapping[str, Mapping[str, list[RowMapping]]]) -> Claim:
    key = row["id"]
    parties = parts["claim_party"].get(key, [])
    has_place = row["place"] is not None or row["country"] is not None
    return Claim(
        report=row["report_id"] or "",
        kind=Kind(row["kind"]),
        providers=tuple(_party(p) for p in parties if p["role"] == "provider"),
        recipients=tuple(_party(p) for p in parties if p["role"] == "recipient"),
        items=tuple(Item(r["item"]) for r in parts["claim_item"].get(key, [])),
        system=System(row["system"]) if row["system"] else None,
        pathways=tuple((Pathway(r["pathway"]), r["weight"]) for r in parts["claim_pathway"].get(key, [])),
        when=when_from(row),
        where=Place(row["place"], row["country"], row["lat"], row["lon"], row["radius_km"])
        if has_place
        else None,
        holders=tuple(r["name"] for r in parts["claim_holder"].get(key, [])),
        modality=Modality(row["modality"]),
        polarity=Polarity(row["polarity"]),
        generic=bool(row["generic"]),
        confidence=row["confidence"],
        quote=row["quote"] or "",
        quote_span=None if row["quote_start"] is None else Span(row["quote_start"], row["quote_end"]),
        spans={Slot(r["slot"]): Span(r["start"], r["end"]) for r in parts["claim_span"].get(key, [])},
        coder=row["coder"],
        codebook=row["codebook"],
        citation=_citation(row),
        reasons=tuple(json.loads(row["reasons"] or "[]")),
    )


def _party(row: RowMapping) -> Party:
    return Party(
        literal=row["literal"],
        name=row["name"],
        actor=row["actor_id"],
        kind=ActorKind(row["actor_kind"]),
        modality=Modality(row["modality"]),
        alternative=row["alternative"],
    )


def _citation(row: RowMapping) -> Citation | None:
    if row["citation_url"] is None:
        return None
    return Citation(
        url=row["citation_url"],
        source=row["citation_source_id"],
        publisher=row["citation_publisher"],
        published=row["citation_published"],
        language=row["citation_language"],
        note=row["citation_note"] or "",
    )
