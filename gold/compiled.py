"""Documents as written, turned into gold objects: each quotation becomes a stretch of code points."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from authored import Authored, places_of, when_of

from thistledown.casebook.claim import Claim
from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.codebook.loader import codebook_version
from thistledown.codebook.terms import Item, Kind, Modality, Pathway, Polarity, Slot, System
from thistledown.reading.evaluation.gold import parties


def _span(words: str | None, text: str, sentence: Span, near: int) -> Span | None:
    """The occurrence within the sentence that stands nearest to `near`; else the last one before it."""
    if words is None:
        return None
    inside = [sentence.start + place for place in places_of(words, sentence.of(text))]
    if inside:
        return _nearest(inside, words, near)
    outside = list(places_of(words, text)) or [text.index(words)]
    before = [place for place in outside if place < sentence.start]
    start = before[-1] if before else outside[0]
    return Span(start, start + len(words))


def _nearest(starts: list[int], words: str, near: int) -> Span:
    start = min(starts, key=lambda place: abs(place + len(words) / 2 - near))
    return Span(start, start + len(words))


def compiled_claim(row: Mapping[str, Any], document: Mapping[str, Any]) -> Claim:
    """One claim as written, as a claim with spans.

    Raises:
        ValueError: when the words are not in the text; `read_authored` finds that first.
    """
    text, words = document["text"], row["sentence"]
    sentence = Span(text.index(words), text.index(words) + len(words))
    trigger = next(iter(places_of(row["trigger"], words)), None)
    if trigger is None:
        raise ValueError(f"{document['id']}: trigger {row['trigger']!r} is not in its sentence")
    spans = {Slot.TRIGGER: Span(sentence.start + trigger, sentence.start + trigger + len(row["trigger"]))}
    near = sum(spans[Slot.TRIGGER]) // 2
    for slot, quoted in (
        (Slot.PROVIDER, row["provider"]),
        (Slot.RECIPIENT, row["recipient"]),
        (Slot.ITEM, row["item"]),
        (Slot.PLACE, row["place"]["text"] if row["place"] else None),
        (Slot.DATE, row["date"]["text"] if row["date"] else None),
        (Slot.HOLDER, row["holder_text"]),
        (Slot.CUE, row["cue"]),
    ):
        found = _span(quoted, text, sentence, near)
        if found is not None:
            spans[slot] = found
    modality = Modality(row["modality"])
    negative = row.get("polarity") == "negative" or modality is Modality.DENIED
    return Claim(
        report=document["id"],
        kind=Kind(row["kind"]),
        providers=parties(row["provider_name"], row["provider"]),
        recipients=parties(row["recipient_name"], row["recipient"]),
        items=tuple(Item(name) for name in row["items"]),
        system=System(row["system"]) if row["system"] else None,
        pathways=((Pathway(row["pathway"]), 1.0),),
        when=when_of(row["date"]) if row["date"] else None,
        where=Place(row["place"]["name"], row["place"]["country"]) if row["place"] else None,
        holders=tuple(row["holder"]),
        modality=modality,
        polarity=Polarity.NEGATIVE if negative else Polarity.POSITIVE,
        generic=row["generic"],
        confidence=1.0,
        quote=words,
        quote_span=sentence,
        spans=spans,
        coder="gold",
        codebook=codebook_version(),
    )


def compiled(document: Authored) -> dict[str, Any]:
    """The gold object of a document: the keys of `thistledown read --json`, and spans of holder and cue."""
    row = document.row
    claims = []
    for written in row["claims"]:
        claim = compiled_claim(written, row)
        made = claim.as_json()
        made["spans"] |= {
            slot.value: list(claim.spans[slot]) if slot in claim.spans else None
            for slot in (Slot.HOLDER, Slot.CUE)
        }
        claims.append(made)
    kept = {key: row[key] for key in ("id", "language", "published", "about", "text")}
    return {**kept, "claims": claims}
