"""Everything a reader knows by name: actors of the registry, countries, and their adjectives."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path

from thistledown.codebook.registry import registry
from thistledown.codebook.terms import ActorKind
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.tokens import fold_phrase, written_words

LATIN_NAME_LANGUAGES = ("en", "fr", "es", "pt")


@dataclass(frozen=True, slots=True)
class KnownActor:
    """A row of the registry, as far as a reader needs it."""

    id: str
    kind: ActorKind
    name: str
    country: str | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Naming:
    """One way to name one actor.

    Attributes:
        actor: the registry's id.
        case: how each word is written in the registry (see `Token.upper`); an acronym must match it.
        ambiguous: also an ordinary word, or shared; needs support from the text.
    """

    actor: str
    case: tuple[int, ...]
    ambiguous: bool


@dataclass(frozen=True, slots=True, eq=False)
class Names:
    """The registry turned round: from words to actors and countries.

    Attributes:
        cases: the cases a folded inflected form can stand in, for languages that have a table of them.
    """

    actors: dict[str, KnownActor]
    namings: Lexicon[tuple[Naming, ...]]
    countries: Lexicon[str]
    adjectives: Lexicon[str]
    peoples: Lexicon[str]
    states: dict[str, str]
    forces: dict[str, str]
    outlets: Lexicon[str]
    cases: dict[str, frozenset[str]]

    def kin(self, one: str, other: str) -> bool:
        """Whether two actors are the same, or one stands above the other."""
        return one == other or one in self.lineage(other) or other in self.lineage(one)

    def lineage(self, actor: str) -> tuple[str, ...]:
        """The actors above one, nearest first."""
        above: list[str] = []
        known = self.actors.get(actor)
        while known is not None and known.parent and known.parent not in above:
            above.append(known.parent)
            known = self.actors.get(known.parent)
        return tuple(above)


def _spellings(name: str) -> Iterable[str]:
    yield name
    if "-" in name:
        yield name.replace("-", " ")
    elif " " in name:
        head, _, tail = name.rpartition(" ")
        yield f"{head}-{tail}"


def build(
    actors: Iterable[KnownActor],
    names: Iterable[tuple[str, str, bool]],
    countries: Iterable[tuple[str, str, str]],
    country_ids: dict[str, str],
    outlets: Iterable[str] = (),
    inflected: Iterable[tuple[str, str, bool]] = (),
    cases: dict[str, frozenset[str]] | None = None,
) -> Names:
    """Index the registry.

    Args:
        actors: rows of the registry.
        names: actor id, name, whether it is ambiguous.
        countries: ISO 3166-1 alpha-3, form (name, alias, adjective, people), name.
        country_ids: ISO 3166-1 alpha-3 to the id of the state as an actor.
        outlets: names of sources, which may be holders of a claim.
        inflected: more names, in the spelling given only.
        cases: the cases of folded inflected forms.
    """
    known = {actor.id: actor for actor in actors}
    gathered: dict[tuple[str, ...], dict[str, Naming]] = {}
    for actor, name, ambiguous in names:
        if actor == "unknown":
            continue
        for spelling in _spellings(name):
            folded, case = written_words(spelling)
            found = gathered.setdefault(folded, {})
            first = found.setdefault(actor, Naming(actor, case, ambiguous))
            if any(first.case) and not any(case):  # "Houthis" in English, "houthis" in Portuguese.
                found[actor] = Naming(actor, case, first.ambiguous)
    for actor, name, ambiguous in inflected:
        folded, case = written_words(name)
        gathered.setdefault(folded, {}).setdefault(actor, Naming(actor, case, ambiguous))
    by_form: dict[str, list[tuple[str, str]]] = {}
    for country, form, name in countries:
        by_form.setdefault("name" if form == "alias" else form, []).append((name, country))
    return Names(
        actors=known,
        namings=Lexicon((folded, tuple(found.values())) for folded, found in gathered.items()),
        countries=Lexicon(by_form.get("name", ())),
        adjectives=Lexicon(by_form.get("adjective", ())),
        peoples=Lexicon(by_form.get("people", ())),
        states=country_ids,
        forces={
            country: f"{state}-armed-forces"
            for country, state in country_ids.items()
            if f"{state}-armed-forces" in known
        },
        outlets=Lexicon((outlet, outlet) for outlet in outlets),
        cases=cases or {},
    )


def _endings(language: str) -> list[tuple[str, tuple[str, ...]]]:
    """Endings of a nationality's masculine singular and what they become, longest first."""
    path = Path(__file__).parent / "languages" / language / "mentions.toml"
    table = tomllib.loads(path.read_text(encoding="utf-8")).get("nationality", {})
    return sorted(((end, tuple(forms)) for end, forms in table.items()), key=lambda row: -len(row[0]))


def _countries(language: str) -> Iterator[tuple[str, str, str]]:
    endings = _endings(language)
    for row in registry().country_names:
        if row.language != language:
            continue
        yield row.country, row.form, row.name
        if row.form != "adjective":
            continue
        for end, forms in endings:
            if row.name.endswith(end):
                stem = row.name[: len(row.name) - len(end)]
                yield from ((row.country, "adjective", stem + form) for form in forms)
                break


def _table(language: str) -> list[dict[str, str]]:
    """The committed table of inflected forms, empty for languages without cases."""
    path = Path(__file__).parent / "languages" / language / "names.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@lru_cache(maxsize=8)
def names(language: str = "en") -> Names:
    """The shipped registry as one language writes it, indexed once.

    Names of all languages in Latin script count in every text: an English report keeps the Spanish name
    of a cartel, and a Russian one the Latin name of a company. Whether a name is ambiguous is for the
    language of the text to say, where it has that name.
    """
    source = registry()
    states = {country.iso3: country.id for country in source.countries}
    as_countries = frozenset(states.values())
    counted = {*LATIN_NAME_LANGUAGES, language}
    table = _table(language)
    cases: dict[str, set[str]] = {}
    for row in table:
        if row["cases"]:
            folded = " ".join(fold_phrase(row["form"]))
            cases.setdefault(folded, set()).update(row["cases"].split())
    return build(
        actors=(KnownActor(a.id, a.kind, a.name, a.country, a.parent) for a in source.actors),
        names=(
            (name.actor, name.name, name.form == "ambiguous")
            for name in sorted(source.names(), key=lambda name: name.language != language)
            if name.language in counted and name.actor not in as_countries
        ),
        inflected=(
            (row["of"], row["form"], row["what"] == "ambiguous")
            for row in table
            if row["what"] in ("actor", "ambiguous")
        ),
        countries=chain(
            _countries(language),
            ((r["of"], r["what"], r["form"]) for r in table if r["what"] in ("name", "adjective", "people")),
        ),
        country_ids=states,
        outlets=(outlet.name for outlet in source.sources),
        cases={form: frozenset(found) for form, found in cases.items()},
    )
