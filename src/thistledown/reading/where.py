"""Finding where things happened: place names in text, resolved to a country and coordinates.

The method is a gazetteer in one automaton and rules on what stands around a name. It misses places that are
not in the gazetteer, and reads names as they are written: spellings that are not shipped are not found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.reading.places.choice import Neighbours, choose_entry
from thistledown.reading.places.evidence import Context, context, datelines
from thistledown.reading.places.gazetteer import Entry, Gazetteer, Match, load
from thistledown.reading.places.unlisted import unlisted
from thistledown.reading.places.words import PlaceWords, place_words

# A city of the table counts without a locative word, or its country nearby, only from this size on.
_KNOWN_CITY = 500_000


@dataclass(frozen=True, slots=True)
class PlaceMention:
    """A place name in a text.

    Attributes:
        span: the name, with "northern" before it and "airport" after it.
        place: what it was resolved to; its name is as written for "northern Mali" and "Goma airport".
        kind: country, area, region, district, capital, city, town, village or site; "unlisted" where no table
            has the name, and the country is the one that the text speaks of most.
        score: how sure it is that this place is meant, 0 to 1; a rank, not a calibrated probability.
        candidates: how many places of the gazetteer bear the name.
        located: whether it stands in a phrase that says where something is ("in northern Mali").
    """

    span: Span
    place: Place
    kind: str
    score: float
    candidates: int
    located: bool


def find_places(
    text: str, *, language: str = "en", span: Span | None = None, exclude: Sequence[Span] = ()
) -> list[PlaceMention]:
    """Find the places in a text, in order and without overlaps.

    Args:
        text: the clean text of a report.
        language: the language of the text; names in English are found in every text.
        span: where in the text to look; what stands around it still helps to tell places apart.
        exclude: stretches that are no places, such as the names of actors.
    """
    gazetteer, words = load(language), place_words(language)
    matches = list(gazetteer.matches(text))
    heads = _dateline_matches(text, gazetteer)
    taken = {match.start for match in matches}
    matches = sorted([*matches, *(match for match in heads if match.start not in taken)])
    around = Neighbours(matches)
    dated = {match.start for match in heads}
    start, end = span if span is not None else (0, len(text))
    barred = _Barred(exclude)
    found: list[PlaceMention] = []
    for match in matches:
        if match.start < start or match.end > end or not match.entries:
            continue
        mention = _mention(text, match, words, around, dateline=match.start in dated)
        if mention is None or not mention.span.within(Span(start, end)):
            continue
        if found and mention.span.start < found[-1].span.end:
            continue
        if barred.overlaps(mention.span):
            continue
        found.append(mention)
    country = around.mostly()
    named = _Barred([Span(match.start, match.end) for match in matches])
    for place in unlisted(text, words):
        if place.start < start or place.end > end or any(place.overlaps(one.span) for one in found):
            continue
        if named.overlaps(place) or any(place.overlaps(other) for other in exclude):
            continue
        name = " ".join(place.of(text).split())
        found.append(PlaceMention(place, Place(name=name, country=country), "unlisted", 0.0, 0, True))
    return sorted(found, key=lambda one: one.span.start)


class _Barred:
    """Stretches that are no places, asked from left to right."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._next = 0

    def overlaps(self, span: Span) -> bool:
        """Whether a span, none of which may start before one asked about earlier, overlaps a stretch."""
        while self._next < len(self._spans) and self._spans[self._next].end <= span.start:
            self._next += 1
        return any(span.overlaps(other) for other in self._spans[self._next : self._next + 3])


def _dateline_matches(text: str, gazetteer: Gazetteer) -> list[Match]:
    found = []
    for span in datelines(text, 0, len(text)):
        written = span.of(text)
        entries = gazetteer.lookup(written.title()) or gazetteer.lookup(written.capitalize())
        if entries and written.isupper():
            found.append(Match(span.start, span.end, entries, ()))
    return found


def _mention(
    text: str, match: Match, words: PlaceWords, around: Neighbours, *, dateline: bool
) -> PlaceMention | None:
    seen = context(text, match.start, match.end, words)
    entry, score = choose_entry(match, seen, around)
    written = text[match.start : match.end]
    if not dateline and not _meant(written, entry, match, seen, words, around):
        return None
    start = match.start if seen.direction is None else seen.direction
    end = seen.head_end if seen.head == "site" else match.end
    place, kind = entry.place, entry.kind
    if (start, end) != (match.start, match.end):
        place = replace(place, name=" ".join(text[start:end].split()))
        kind = "site" if seen.head == "site" else "area" if kind in ("country", "region", "area") else kind
    return PlaceMention(
        Span(start, end), place, kind, round(score, 4), len(match.entries), seen.located or dateline
    )


def _meant(
    written: str, entry: Entry, match: Match, seen: Context, words: PlaceWords, around: Neighbours
) -> bool:
    """Whether the name is used as a place's: not an ordinary word, not part of a person's or body's name."""
    tied = around.inside(entry, match.end) or around.followed_by(entry, match.end)
    if written in words.ordinary:
        return (seen.cued or tied) and not seen.capital_after and not seen.capital_before
    if entry.kind == "country":
        return not (seen.capital_before and seen.capital_after)
    if entry.overlay:
        return (
            tied or not (seen.capital_before or seen.capital_after) or (seen.cued and not seen.capital_before)
        )
    if seen.capital_before or seen.capital_after:
        return tied
    supported = around.country(entry.place.country, match.start) > 0
    if seen.opens:
        return tied or (supported and entry.population >= 50_000)
    return seen.cued or tied or (supported and " " in written) or entry.population >= _KNOWN_CITY
