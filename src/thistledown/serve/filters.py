"""Which events a list shows, in which order; every choice is a parameter of the address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields

from thistledown.casebook.folding import fold_words
from thistledown.codebook.terms import ActorKind, Certainty, Item, Kind, Pathway, System
from thistledown.serve.lines import NOT_STATED, EventLine
from thistledown.serve.page import BadRequestError, Page

_KINDS = {kind.value for kind in ActorKind} | {NOT_STATED}
_CHOICES: dict[str, set[str]] = {
    "kind": {one.value for one in Kind},
    "pathway": {one.value for one in Pathway},
    "certainty": {one.value for one in Certainty},
    "system": {one.value for one in System},
    "item": {one.value for one in Item},
    "provider_kind": _KINDS,
    "recipient_kind": _KINDS,
}
SORTS = ("date", "-date", "title", "-claims", "-sources")


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """What the address asks for; "" leaves a slot open."""

    kind: str = ""
    pathway: str = ""
    country: str = ""
    actor: str = ""
    role: str = ""
    certainty: str = ""
    system: str = ""
    item: str = ""
    year: str = ""
    source: str = ""
    place: str = ""
    provider_kind: str = ""
    recipient_kind: str = ""
    text: str = ""
    sort: str = "-date"

    @classmethod
    def asked(cls, page: Page) -> Filter:
        """Read the address.

        Raises:
            BadRequestError: when a value is none that exists; the message lists those that do.
        """
        given = {one.name: page.ask(one.name) for one in fields(cls)}
        given["sort"] = given["sort"] or "-date"
        for name, choices in [*_CHOICES.items(), ("sort", set(SORTS)), ("role", {"provider", "recipient"})]:
            if given[name] and given[name] not in choices:
                raise BadRequestError(
                    f"{name} cannot be {given[name]!r}; choose one of {', '.join(sorted(choices))}"
                )
        if given["year"] and not (
            given["year"] == "undated" or (given["year"].isascii() and given["year"].isdigit())
        ):
            raise BadRequestError(f"year must be a number such as 2025, or undated, not {given['year']!r}")
        return cls(**given)

    @property
    def chosen(self) -> dict[str, str]:
        """The slots that are not open, without the order."""
        return {
            one.name: getattr(self, one.name)
            for one in fields(self)
            if one.name != "sort" and getattr(self, one.name)
        }

    def select(self, lines: Iterable[EventLine], found: Sequence[str] | None = None) -> list[EventLine]:
        """The events that fit, in order; `found` holds the ids that full-text search gave for `text`."""
        wanted = None if found is None else set(found)
        kept = [line for line in lines if self._fits(line) and (wanted is None or line.id in wanted)]
        return sorted(kept, key=self._key, reverse=self.sort in ("-date", "-claims", "-sources"))

    def _fits(self, line: EventLine) -> bool:
        return (
            _in(self.kind, line.kinds)
            and _in(self.pathway, line.pathways)
            and _in(self.country, line.countries)
            and _in(self.system, line.systems)
            and _in(self.item, line.items)
            and _in(self.source, line.sources)
            and _in(self.place, line.places)
            and _in(self.provider_kind, line.provider_kinds)
            and _in(self.recipient_kind, line.recipient_kinds)
            and (not self.certainty or line.certainty == self.certainty)
            and (not self.year or (line.year or "undated") == self.year)
            and (not self.actor or self._takes_part(line))
        )

    def _takes_part(self, line: EventLine) -> bool:
        parties: frozenset[tuple[str, str]] = frozenset()
        if self.role != "recipient":
            parties |= line.providers
        if self.role != "provider":
            parties |= line.recipients
        # An actor that the registry does not know is asked for by its name.
        return any(self.actor in (key, name) for key, name in parties)

    def _key(self, line: EventLine) -> tuple[object, ...]:
        match self.sort:
            case "title":
                return (line.title.casefold(), line.id)
            case "-claims":
                return (line.standing.claims, line.sort_date, line.id)
            case "-sources":
                return (line.standing.sources, line.sort_date, line.id)
        return (line.sort_date, line.id)


def _in(value: str, values: frozenset[str]) -> bool:
    return not value or value in values


def has_words(text: str) -> bool:
    """Whether there is anything to search for in the text."""
    return bool(fold_words(text))


def count(values: Iterable[Iterable[str]]) -> list[tuple[str, int]]:
    """How many events give each value, the most frequent first."""
    counted = Counter(value for group in values for value in group)
    return sorted(counted.items(), key=lambda pair: (-pair[1], pair[0]))
