"""Documents as gold writers write them, in words instead of offsets: read, and checked field by field.

The format is described in `docs/annotation.md`.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from thistledown.casebook.when import When, last_of_month
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import Item, Kind, Modality, Pathway, Polarity, Precision, System

HERE = Path(__file__).resolve().parent
LANGUAGES = ("ar", "en", "es", "fr", "pt", "ru", "uk")
_ID = re.compile(r"([a-z]{2})-([rn])-(\d{3})")
_DOCUMENT_KEYS = {"id", "language", "published", "about", "text", "claims"}
_REQUIRED = {
    *("sentence", "kind", "trigger", "provider", "provider_name", "recipient", "recipient_name", "item"),
    *("items", "system", "pathway", "date", "place", "holder", "holder_text", "modality", "cue", "generic"),
}
_OPTIONAL = {"polarity", "note"}
_CODES: Mapping[str, type[Kind] | type[System] | type[Pathway] | type[Modality]] = {
    "kind": Kind,
    "system": System,
    "pathway": Pathway,
    "modality": Modality,
}
_ARTICLES: Mapping[str, frozenset[str]] = {
    "en": frozenset({"the", "a", "an"}),
    "fr": frozenset({"le", "la", "les", "l", "un", "une", "des", "du"}),
    "es": frozenset({"el", "la", "los", "las", "un", "una", "unos", "unas"}),
    "pt": frozenset({"o", "a", "os", "as", "um", "uma", "uns", "umas"}),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something about a file that its writer should look at.

    Attributes:
        line: line of the file, from 1; 0 for the file as a whole.
        where: the field, such as `claims[1].trigger`.
        what: what is wrong and what to do.
        error: False for advice that may be ignored with reason.
    """

    line: int
    where: str
    what: str
    error: bool = True


@dataclass(slots=True)
class Authored:
    """One document as written.

    Attributes:
        line: line of the file, from 1.
        row: the object itself.
    """

    line: int
    row: dict[str, Any]
    findings: list[Finding] = field(default_factory=list)

    @property
    def id(self) -> str:
        """The document's id."""
        return str(self.row.get("id"))

    @property
    def relevant(self) -> bool:
        """Whether it was written as a document with claims."""
        return "-r-" in self.id

    @property
    def for_test(self) -> bool:
        """Whether it belongs to the test half: the even numbers."""
        return int(self.id[-3:]) % 2 == 0


def read_authored(path: Path) -> tuple[list[Authored], list[Finding]]:
    """Read a file and check every document of it.

    Returns:
        The documents whose every field is well formed or only gives rise to advice, and all findings.
    """
    documents: list[Authored] = []
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    texts: dict[str, int] = {}
    language = path.stem
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except json.JSONDecodeError as error:
            findings.append(Finding(number, "", f"this line is no JSON ({error}); write one object a line"))
            continue
        if not isinstance(row, dict):
            findings.append(Finding(number, "", "this line is no JSON object; write {…}"))
            continue
        document = Authored(number, row, list(_document_findings(row, number, language)))
        if not any(f.error for f in document.findings):
            for value, known, what in ((row["id"], seen, "id"), (row["text"].strip(), texts, "text")):
                first = known.setdefault(value, number)
                if first != number:
                    document.findings.append(
                        Finding(number, what, f"the same {what} stands in line {first}; change one of them")
                    )
        findings += document.findings
        if not any(f.error for f in document.findings):
            documents.append(document)
    return documents, findings


def _document_findings(row: dict[str, Any], line: int, language: str) -> Iterator[Finding]:
    missing, extra = _DOCUMENT_KEYS - set(row), set(row) - _DOCUMENT_KEYS - {"note"}
    if missing:
        yield Finding(line, "", f"keys missing: {', '.join(sorted(missing))}; add them")
        return
    if extra:
        yield Finding(line, "", f"keys nobody knows: {', '.join(sorted(extra))}; take them out")
    for key in ("id", "language", "published", "about", "text"):
        if not isinstance(row[key], str) or not row[key].strip():
            yield Finding(line, key, "must be a non-empty string")
            return
    shape = _ID.fullmatch(row["id"])
    if not shape or shape[1] != language:
        yield Finding(line, "id", f"{row['id']!r} should look like {language}-r-001 or {language}-n-001")
    if row["language"] != language:
        yield Finding(line, "language", f"{row['language']!r} should be {language!r}, as the file is named")
    try:
        date.fromisoformat(row["published"])
    except ValueError:
        yield Finding(line, "published", f"{row['published']!r} is no day; write YYYY-MM-DD")
    if row["text"] != row["text"].strip():
        yield Finding(line, "text", "begins or ends with white space; strip it")
    if not isinstance(row["claims"], list) or not all(isinstance(c, dict) for c in row["claims"]):
        yield Finding(line, "claims", "must be a list of objects; [] for a document without claims")
        return
    if shape and shape[2] == "r" and not row["claims"]:
        yield Finding(line, "claims", "a relevant document (-r-) needs a claim; add it or call it -n-")
    if shape and shape[2] == "n" and row["claims"]:
        yield Finding(line, "claims", "a negative document (-n-) has no claims; take them out or call it -r-")
    for index, claim in enumerate(row["claims"]):
        for finding in _claim_findings(claim, row, line):
            where = f"claims[{index}]" + (f".{finding.where}" if finding.where else "")
            yield Finding(line, where, finding.what, finding.error)


def _claim_findings(claim: dict[str, Any], row: dict[str, Any], line: int) -> Iterator[Finding]:
    missing, extra = _REQUIRED - set(claim), set(claim) - _REQUIRED - _OPTIONAL
    if missing:
        yield Finding(line, "", f"keys missing: {', '.join(sorted(missing))}; null or [] where absent")
        return
    if extra:
        yield Finding(line, "", f"keys nobody knows: {', '.join(sorted(extra))}; take them out")
    yield from _type_findings(claim, line)
    if not isinstance(claim["sentence"], str) or not isinstance(claim["trigger"], str):
        return
    yield from _code_findings(claim, line)
    yield from _word_findings(claim, row, line)
    yield from _date_findings(claim["date"], row["text"], line)
    yield from _place_findings(claim["place"], row["text"], line)


def _type_findings(claim: dict[str, Any], line: int) -> Iterator[Finding]:
    for key in ("sentence", "trigger"):
        if not isinstance(claim[key], str) or not claim[key].strip():
            yield Finding(line, key, "must quote words of the text")
    for key in ("provider", "provider_name", "recipient", "recipient_name", "item", "holder_text", "cue"):
        if claim[key] is not None and (not isinstance(claim[key], str) or not claim[key].strip()):
            yield Finding(line, key, "must be words, or null")
    for key in ("items", "holder"):
        if not isinstance(claim[key], list) or not all(isinstance(v, str) and v for v in claim[key]):
            yield Finding(line, key, "must be a list of strings, [] where there is none")
    if not isinstance(claim["generic"], bool):
        yield Finding(line, "generic", "must be true or false")


def _code_findings(claim: dict[str, Any], line: int) -> Iterator[Finding]:
    for key, terms in _CODES.items():
        value = claim[key]
        if value is None and key == "system":
            continue
        known = [term.value for term in terms]
        if value not in known:
            yield Finding(line, key, f"{value!r} is not in the codebook; use one of {', '.join(known)}")
    items = claim["items"] if isinstance(claim["items"], list) else []
    for value in items:
        if value not in [term.value for term in Item]:
            yield Finding(line, "items", f"{value!r} is no item; use {', '.join(t.value for t in Item)}")
    if len(set(map(str, items))) != len(items):
        yield Finding(line, "items", "names an item twice; once is enough")
    polarity = claim.get("polarity")
    if polarity is not None and polarity not in [term.value for term in Polarity]:
        yield Finding(line, "polarity", f"{polarity!r} is neither positive nor negative")
    if polarity == "positive" and claim["modality"] == "denied":
        yield Finding(line, "polarity", "what is denied is negative; leave polarity out")


def _word_findings(claim: dict[str, Any], row: dict[str, Any], line: int) -> Iterator[Finding]:
    text, sentence = row["text"], claim["sentence"]
    times = text.count(sentence)
    if times == 0:
        yield Finding(line, "sentence", f"“{_cut(sentence)}” is not in the text; copy it exactly")
        return
    if times > 1:
        yield Finding(line, "sentence", "stands more than once in the text; make the sentences differ")
    for key in ("trigger", "provider", "recipient", "item", "cue"):
        words = claim[key]
        if not isinstance(words, str) or not words:
            continue
        if words not in sentence:
            hint = "copy it exactly from there"
            if key in ("provider", "recipient"):
                hint += f", or null here and the body in {key}_name when the sentence leaves it out"
            yield Finding(line, key, f"“{_cut(words)}” is not in the sentence; {hint}")
        elif not list(places_of(words, sentence)):
            yield Finding(line, key, f"“{_cut(words)}” cuts a word of the sentence in two; quote whole words")
        elif key == "trigger" and len(list(places_of(words, sentence))) > 1:
            yield Finding(
                line,
                key,
                f"“{_cut(words)}” stands more than once; the first is taken, so quote more words for another",
                error=False,
            )
        if words != words.strip(" ,.;:"):
            yield Finding(line, key, f"“{_cut(words)}” has spaces or marks at its ends; trim it")
    for key in ("provider", "recipient"):
        words, name = claim[key], claim[f"{key}_name"]
        if words and not name:
            yield Finding(line, f"{key}_name", f"{key} has words but no name; give the name")
        first = re.match(r"\w+", words) if isinstance(words, str) else None
        if first and first[0] in _ARTICLES.get(row["language"], frozenset()):
            yield Finding(line, key, f"“{_cut(words)}” begins with an article; leave it out", error=False)
    held = claim["holder_text"]
    if isinstance(held, str) and held not in text:
        yield Finding(line, "holder_text", f"“{_cut(held)}” is not in the text; copy it exactly")
    if held and not claim["holder"]:
        yield Finding(line, "holder", "holder_text has words but holder is empty; name the holder")


def _date_findings(when: Any, text: str, line: int) -> Iterator[Finding]:
    if when is None:
        return
    if not isinstance(when, dict) or set(when) != {"text", "start", "end", "precision"}:
        yield Finding(line, "date", "must be null or have exactly text, start, end and precision")
        return
    if not isinstance(when["text"], str) or not when["text"] or when["text"] not in text:
        yield Finding(line, "date.text", f"“{_cut(str(when['text']))}” is not in the text; copy it exactly")
    try:
        made = when_of(when)
    except (TypeError, ValueError) as error:
        yield Finding(line, "date", f"{error}; write YYYY-MM-DD, null for an open end, and a known precision")
        return
    start, end = made.start, made.end
    wrong = {
        Precision.DAY: start != end or start is None,
        Precision.MONTH: start is None or start.day != 1 or end != last_of_month(start.year, start.month),
        Precision.YEAR: start is None or start != date(start.year, 1, 1) or end != date(start.year, 12, 31),
        Precision.RANGE: start is None or end is None,
        Precision.BY: start is not None,
        Precision.AFTER: end is not None,
    }[made.precision]
    if wrong:
        yield Finding(
            line,
            "date",
            f"{when['start']} to {when['end']} does not fit precision {made.precision}: day has both ends "
            "alike, month and year are whole ones, range has two ends, by no start, after no end",
        )


def _place_findings(place: Any, text: str, line: int) -> Iterator[Finding]:
    if place is None:
        return
    if not isinstance(place, dict) or set(place) != {"text", "name", "country"}:
        yield Finding(line, "place", "must be null or have exactly text, name and country")
        return
    if not isinstance(place["text"], str) or not place["text"] or place["text"] not in text:
        yield Finding(line, "place.text", f"“{_cut(str(place['text']))}” is not in the text; copy it exactly")
    if place["country"] is not None and place["country"] not in {c.iso3 for c in registry().countries}:
        yield Finding(line, "place.country", f"{place['country']!r} is no ISO 3166-1 alpha-3 code like MLI")
    if place["name"] is not None and (not isinstance(place["name"], str) or not place["name"].strip()):
        yield Finding(line, "place.name", "must be a name, or null when only the country is known")


def _cut(words: str) -> str:
    return words if len(words) <= 60 else words[:57] + "…"


def when_of(row: Mapping[str, Any]) -> When:
    """The date of a claim.

    Raises:
        ValueError: when a day is none, both ends are open, or the precision is unknown.
    """
    return When(
        date.fromisoformat(row["start"]) if row["start"] else None,
        date.fromisoformat(row["end"]) if row["end"] else None,
        Precision(row["precision"]),
    )


def _is_arabic(character: str) -> bool:
    return "\u0600" <= character <= "\u06ff"


def places_of(words: str, text: str) -> Iterator[int]:
    """Where words stand as whole words; Arabic words may carry clitics before and suffixes after."""
    start = text.find(words)
    while start >= 0:
        end = start + len(words)
        cut_before = start > 0 and _joined(text[start - 1], text[start]) and not _is_arabic(text[start])
        cut_after = end < len(text) and _joined(text[end - 1], text[end]) and not _is_arabic(text[end])
        if not cut_before and not cut_after:
            yield start
        start = text.find(words, start + 1)


def _joined(one: str, other: str) -> bool:
    return (one.isalnum() or one == "_") and (other.isalnum() or other == "_")


def tally(documents: list[Authored]) -> dict[str, Counter[str]]:
    """How often each kind, modality and pathway was coded."""
    return {
        key: Counter(str(claim[key]) for document in documents for claim in document.row["claims"])
        for key in ("kind", "modality", "pathway")
    }
