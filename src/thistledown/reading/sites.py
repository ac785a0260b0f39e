"""Where what a draft says happened: the likeliest named place around it, or the recipient's own country."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from thistledown.casebook.place import Place
from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind, Kind
from thistledown.reading import siting
from thistledown.reading.mention_words import Mention
from thistledown.reading.where import PlaceMention, find_places

# How far, in characters, a place may stand from the trigger.
_REACH = 1500


class Site(NamedTuple):
    """A place and its words; no words when it follows from the recipient."""

    place: Place
    span: Span | None


class Happening(Protocol):
    """What is to be placed."""

    kind: Kind
    trigger: Span
    recipients: tuple[Mention, ...]
    reasons: list[str]

    @property
    def parties(self) -> tuple[Mention, ...]:
        """Everyone in a slot of a claim."""
        ...


class Sites:
    """The places of one text, found once, when first needed."""

    def __init__(self, text: str, language: str) -> None:
        """Remember the text; nothing is looked up yet."""
        self._text, self._language = text, language
        self._places: list[PlaceMention] | None = None
        self._starts: list[int] = []

    def _near(self, trigger: Span) -> Sequence[PlaceMention]:
        if self._places is None:
            self._places = find_places(self._text, language=self._language)
            self._starts = [place.span.start for place in self._places]
        first = bisect_left(self._starts, trigger.start - _REACH)
        return self._places[first : bisect_right(self._starts, trigger.end + _REACH)]

    @staticmethod
    def _nobody(place: PlaceMention, mentions: Sequence[Mention], sentence: Span) -> bool:
        """Whether a name that no table has stands in the sentence, and is no actor's there."""
        return place.span.within(sentence) and not any(place.span.overlaps(m.span) for m in mentions)

    def locate(
        self, draft: Happening, mentions: Sequence[Mention], sentence: Span, passage: Span
    ) -> Site | None:
        """The likeliest place of the passage, where one is likely enough; actors' own names are no places.

        A capital that its words put somewhere ("in Bamako") is a place though it can stand for its state.

        Without any, a group at home in one country, or a force that is taught or given things, is
        taken to be there, and the draft's reasons say so.
        """
        actors = [
            m.span for m in mentions if m.form not in ("country", "anaphor") and " in " not in m.literal
        ]
        actors += [m.span for m in draft.parties if " in " not in m.literal]
        near = [
            place
            for place in self._near(draft.trigger)
            if place.span.within(passage)
            and (place.located or not any(place.span.overlaps(span) for span in actors))
            and (place.kind != "unlisted" or self._nobody(place, mentions, sentence))
        ]
        countries = {m.country for m in draft.parties if m.country}
        scored = [
            (
                siting.scores().likelihood(
                    siting.features(
                        self._text,
                        place,
                        kind=draft.kind,
                        trigger=draft.trigger,
                        sentence=sentence,
                        countries=countries,
                    )
                ),
                place,
            )
            for place in near
        ]
        best = max(scored, key=lambda one: one[0], default=None)
        if best is not None and best[0] >= siting.scores().least:
            place = best[1].place
            if best[1].kind == "unlisted" and place.country is None and len(countries) == 1:
                place = replace(place, country=min(countries))
            return Site(place, best[1].span)
        settled = {ActorKind.NON_STATE_ARMED_GROUP, ActorKind.CRIMINAL_ORGANISATION}
        if draft.kind in (Kind.TRAINING, Kind.TRANSFER):
            settled |= {ActorKind.STATE_FORCE}
        homes = {m.country for m in draft.recipients if m.kind in settled and m.actor and m.country}
        if len(homes) != 1:
            return None
        draft.reasons.append("place: the country the recipient belongs to")
        return Site(Place(name=None, country=homes.pop()), None)
