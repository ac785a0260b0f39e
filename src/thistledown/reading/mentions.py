"""Actors as a text names them: registry names, definitions, nationality and noun, cohorts, pronouns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any

from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind
from thistledown.reading.acronyms import definitions
from thistledown.reading.apposition import appositions
from thistledown.reading.mention_words import HEAD_KIND, Mention, Words, words
from thistledown.reading.names import Names, Naming
from thistledown.reading.naming import OPENING, firm_named, group_named
from thistledown.reading.phrases import country_at, phrase_at, shape_at, stands
from thistledown.reading.tokens import Token

_MAX_NAME_WORDS = 8
_LONG_ACRONYM = 4


@lru_cache(maxsize=8)
def _openings(names: Names, language: str) -> frozenset[str]:
    """Words in lower case that a mention can begin with."""
    own = words(language)
    return frozenset().union(
        names.namings.openings,
        own.heads.openings,
        own.anaphors.openings,
        own.bare_anaphors.openings,
        own.modifiers,
        own.former,
        own.metonyms.openings,
        (shape[0] for shape in own.shapes),
        (shape[0] for shape in own.quoted_shapes),
        names.countries.openings,
        names.adjectives.openings,
        names.peoples.openings,
    )


@dataclass(slots=True)
class MentionFinder:
    """Finds mentions in the tokens of one report; remembers the definitions the report makes.

    Use one finder a report: "Long Name (ACRONYM)" teaches it the acronym for the rest.
    """

    text: str
    names: Names
    language: str = "en"
    defined: dict[str, Mention] = field(default_factory=dict)
    supported: frozenset[str] = frozenset()
    nearby: frozenset[str] = frozenset()
    _words: Words = field(init=False)
    _openings: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        self._words = words(self.language)
        self._openings = _openings(self.names, self.language)

    # -- one phrase -------------------------------------------------------------------------------

    def _make(self, tokens: Sequence[Token], first: int, last: int, **slots: Any) -> Mention:
        span = Span(tokens[first].start, tokens[last - 1].end)
        literal = self.text[span.start : span.end]
        possessive = last < len(tokens) and (
            tokens[last].norm == "'s" or (tokens[last].norm in "'’" and literal.endswith("s"))
        )
        slots.setdefault("name", literal)
        if "cases" not in slots and self.names.cases:
            form = " ".join(token.norm for token in tokens[first:last])
            slots["cases"] = self.names.cases.get(form) or self._words.cases.get(form) or frozenset()
        return Mention(span=span, literal=literal, first=first, last=last, possessive=possessive, **slots)

    def _known(
        self, tokens: Sequence[Token], first: int, last: int, actor: str, form: str = "name"
    ) -> Mention:
        known = self.names.actors[actor]
        return self._make(
            tokens,
            first,
            last,
            actor=actor,
            kind=known.kind,
            name=known.name,
            country=known.country,
            cohort=known.kind is ActorKind.COHORT,
            form=form,
            former=actor.startswith("former-"),
        )

    def _accepts(
        self, naming: Naming, tokens: Sequence[Token], first: int, last: int, capitals: bool
    ) -> bool:
        """Whether words written like this can be that name: acronyms and single names need their capitals."""
        written = [token.upper for token in tokens[first:last]]
        acronym = 2 in naming.case
        if acronym and len(naming.case) == 1 and written[0] != 2:
            # Newspapers write long acronyms like names: "Iswap", "Sedena".
            long = len(tokens[first].norm) >= _LONG_ACRONYM and not naming.ambiguous
            if not (long and written[0] == 1):
                return False
        if len(naming.case) == 1 and naming.case[0] and not written[0]:
            return False
        if naming.ambiguous and naming.actor not in self.supported:
            country = self.names.actors[naming.actor].country
            if acronym and country in self.nearby:
                return True
            lower = not any(naming.case) and self._words.capitals
            return lower and not capitals
        return True

    def _named(self, tokens: Sequence[Token], index: int, capitals: bool) -> Mention | None:
        if tokens[index].word:
            local = self.defined.get(tokens[index].norm)
            if local is not None and tokens[index].upper:
                return self._make(
                    tokens,
                    index,
                    index + 1,
                    actor=local.actor,
                    kind=local.kind,
                    name=local.name,
                    country=local.country,
                    cohort=local.cohort,
                )
        match = self.names.namings.at(tokens, index)
        if match is None:
            return None
        fits = [n for n in match.meaning if self._accepts(n, tokens, index, match.last, capitals)]
        if not fits:
            return None
        supported = [n for n in fits if n.actor in self.supported]
        if len(fits) > 1 and len(supported) == 1:
            fits = supported
        if len(fits) > 1 and len({n.actor for n in fits}) > 1:
            # Shared by several and nothing tells them apart: keep the words, resolve nobody.
            kinds = {self.names.actors[n.actor].kind for n in fits}
            kind = kinds.pop() if len(kinds) == 1 else ActorKind.UNKNOWN
            return self._make(tokens, index, match.last, actor=None, kind=kind)
        return self._known(tokens, index, match.last, fits[0].actor)

    def _noun_phrase(
        self, tokens: Sequence[Token], start: int, after: int, country: str | None, bare_country: bool
    ) -> Mention | None:
        """Modifiers and a head noun from token `after`; `start` is where the phrase began."""
        lexicon = self._words
        index = after
        former = start < after and tokens[start].norm in lexicon.former
        best: tuple[int, str] | None = None
        while index < len(tokens) and index - after < _MAX_NAME_WORDS:
            match = lexicon.heads.at(tokens, index)
            if match is not None:
                best = (match.last, match.meaning)
                following = tokens[match.last].norm if match.last < len(tokens) else ""
                if following in lexicon.modifiers or self._head_at(tokens, match.last):
                    index = match.last
                    continue
                break
            token = tokens[index]
            if token.norm in lexicon.modifiers or token.norm in "-/,\"“”'":
                if token.norm == "," or (token.norm in "\"“”'" and index > after):
                    break
                former = former or token.norm in lexicon.former
                index += 1
                continue
            found = self.names.adjectives.at(tokens, index)
            if found is not None and country is None:
                country = found.meaning
                index = found.last
                continue
            break
        if best is None:
            return None
        last, role = best
        if country is None and role in ("force", "police", "body"):
            country, last = self._of_country(tokens, last)
        if (
            bare_country
            and role == "force"
            and tokens[last - 1].norm in {"forces", "military", "intelligence"}
            and (last - after == 1 and tokens[last - 1].norm == "forces")
        ):
            return None
        return self._head_mention(tokens, start, last, role, country, former)

    def _of_country(self, tokens: Sequence[Token], last: int) -> tuple[str | None, int]:
        """The country whose army or government it is, and where its name ends: "the army of Burkina Faso"."""
        after = last + 1
        if after >= len(tokens) or tokens[last].norm not in self._words.of:
            return None, last
        after += tokens[after].norm in self._words.articles
        match = self.names.countries.at(tokens, after) if after < len(tokens) else None
        return (None, last) if match is None or not tokens[after].upper else (match.meaning, match.last)

    def _head_at(self, tokens: Sequence[Token], index: int) -> bool:
        return index < len(tokens) and self._words.heads.at(tokens, index) is not None

    def _head_mention(
        self,
        tokens: Sequence[Token],
        start: int,
        last: int,
        role: str,
        country: str | None,
        former: bool,
        **slots: Any,
    ) -> Mention:
        kind = HEAD_KIND[role]
        phrase = " ".join(token.norm for token in tokens[start:last] if token.word)
        states, forces = self.names.states, self.names.forces
        actor: str | None = None
        if former:
            kind, form = ActorKind.COHORT, "people"
        elif country and role == "force":
            actor, form = forces.get(country), "force"
            if any(word in phrase for word in self._words.secret):
                actor = states.get(country)
        elif country and role == "body":
            actor, form = states.get(country), "body"
        elif role in ("force", "police", "body"):
            form = "force" if role != "body" else "body"
        elif role == "agent":
            form = "agent"
        else:
            form = "people"
        generic = country is None and not former and phrase in self._words.generic
        name: dict[str, Any] = {"name": self.names.actors[actor].name} if actor else {}
        if actor and role == "body":
            kind = ActorKind.STATE
        return self._make(
            tokens,
            start,
            last,
            actor=actor,
            kind=kind,
            country=country,
            former=former,
            generic=generic,
            cohort=kind is ActorKind.COHORT or (form == "people" and actor is None),
            form=form,
            **name,
            **slots,
        )

    def _shape(self, tokens: Sequence[Token], index: int) -> Mention | None:
        """A capitalised name that ends in a word for a group."""
        if not tokens[index].upper or not tokens[index].word or tokens[index].norm in ("the", "a", "an"):
            return None
        last, kind = index, None
        position = index
        while position < len(tokens) and position - index < _MAX_NAME_WORDS:
            token = tokens[position]
            if token.word and token.upper:
                position += 1
                for size in (2, 1):
                    tail = tuple(t.norm for t in tokens[max(position - size, index) : position])
                    if (
                        len(tail) == size
                        and tail in self._words.shapes
                        and position - size > index - (size > 1)
                    ):
                        last, kind = position, self._words.shapes[tail]
                        break
            elif token.norm in self._words.connectors and position > index:
                position += 1
            else:
                break
        if kind is None:
            last, kind = self._foreign_shape(tokens, index)
        if kind is None or last - index < 2:
            return None
        last = self._name_goes_on(tokens, last)
        return self._make(tokens, index, last, actor=None, kind=kind, form="shape")

    def _foreign_shape(self, tokens: Sequence[Token], index: int) -> tuple[int, ActorKind | None]:
        """A name that begins with a word for a group, as other languages have it: "Mouvement du Nakara"."""
        kind = self._words.quoted_shapes.get((tokens[index].norm,))
        if kind is None:
            return index, None
        last = position = index + 1
        while position < len(tokens) and position - index < _MAX_NAME_WORDS:
            token = tokens[position]
            if token.word and token.upper:
                last = position + 1
            elif token.norm not in self._words.connectors:
                break
            position += 1
        return last, kind

    @staticmethod
    def _name_goes_on(tokens: Sequence[Token], last: int) -> int:
        """The end of a name that goes on after its head noun: "Front for the Liberation of X"."""
        while last < len(tokens) and tokens[last].norm in ("of", "for"):
            after = last + 1
            while after < len(tokens) and tokens[after].norm in ("the", "and"):
                after += 1
            stop = after
            while (
                stop < len(tokens)
                and tokens[stop].word
                and tokens[stop].upper
                and stop - after < _MAX_NAME_WORDS
            ):
                stop += 1
            if stop == after:
                break
            last = stop
        return last

    # -- a run of tokens ----------------------------------------------------------------------------

    def find(self, tokens: Sequence[Token], *, title_case: bool = False) -> list[Mention]:
        """Mentions in a run of tokens, in order, without overlaps.

        Args:
            tokens: tokens of one sentence.
            title_case: capitals are a matter of style here and say nothing about names.
        """
        found: list[Mention] = []
        index = 0
        while index < len(tokens):
            mention = self._at(tokens, index, title_case)
            if mention is None:
                index += 1
                continue
            if mention.kind is ActorKind.COMPANY and mention.actor is None and not title_case:
                mention = firm_named(self.text, tokens, mention, self.names)
            found.append(mention)
            for acronym, meant in definitions(
                self.text, tokens, mention, self.names, self._words.no_acronyms
            ):
                self.defined.setdefault(acronym, meant)
            index = mention.last
        return appositions(tokens, found, self.names, self._words, self.text)

    def _at(self, tokens: Sequence[Token], index: int, title_case: bool) -> Mention | None:
        token = tokens[index]
        if not token.word or (not token.upper and token.norm not in self._openings):
            return None
        named = self._named(tokens, index, False)
        if self._words.order != "head-last":
            return self._free(tokens, index, named, title_case)
        shape = None if title_case else self._shape(tokens, index)
        if named is not None and (shape is None or named.last >= shape.last):
            return named
        nation = self._nation(tokens, index)
        if shape is not None and (nation is None or nation.last < shape.last):
            return shape
        if nation is not None:
            return nation
        metonym = self._words.metonyms.at(tokens, index)
        if metonym is not None and token.upper:
            if metonym.last + 1 < len(tokens) and tokens[metonym.last].norm == "'s":
                phrase = self._noun_phrase(tokens, index, metonym.last + 1, metonym.meaning, False)
                if phrase is not None and phrase.form in ("force", "body"):
                    return phrase
            state = self.names.states.get(metonym.meaning)
            if state is not None:
                return self._known(tokens, index, metonym.last, state, "metonym")
        anaphor = self._words.anaphors.at(tokens, index)
        if anaphor is not None and not self._names_whom(tokens, index, anaphor.last):
            return self._make(tokens, index, anaphor.last, actor=None, kind=ActorKind.UNKNOWN, form="anaphor")
        if token.norm in self._words.modifiers or self._words.heads.at(tokens, index) is not None:
            phrase = self._noun_phrase(tokens, index, index, None, False)
            return phrase if phrase is not None and self._whole(tokens, phrase) else None
        return None

    def _names_whom(self, tokens: Sequence[Token], first: int, last: int) -> bool:
        """Whether "the fighters" go on to say whose they are: "the fighters from JNIM", "the group JNIM"."""
        if last - first < 2 or last >= len(tokens):
            return False
        joint = tokens[last].norm in self._words.of | self._words.source
        after = last + 1 if joint else last
        while joint and after < len(tokens) and tokens[after].norm in self._words.articles:
            after += 1
        if after >= len(tokens) or not tokens[after].upper:
            return False
        return self._named(tokens, after, False) is not None or self._shape(tokens, after) is not None

    def _free(
        self, tokens: Sequence[Token], index: int, named: Mention | None, title_case: bool
    ) -> Mention | None:
        """A mention in a language where the head noun may come first."""
        own, names = self._words, self.names
        if named is not None and not stands(tokens, named.first, named.last, own):
            named = None
        candidates = [named] if named is not None else []
        phrase = phrase_at(tokens, index, names, own)
        if phrase is not None:
            made = self._head_mention(
                tokens, index, phrase.last, phrase.role, phrase.country, phrase.former, cases=phrase.cases
            )
            if own.order == "free" and phrase.role in ("armed", "criminal") and made.actor is None:
                made = group_named(self.text, tokens, made, names, own.no_acronyms)
            office = _norms(tokens, phrase.head, phrase.last) in own.office
            if made.country or made.actor or not office:
                candidates.append(made)
        shape = None if title_case else shape_at(tokens, index, names, own)
        if shape is not None:
            last, word = shape
            kind = {**own.quoted_shapes, **own.shapes}[tuple(word.split())]
            if named is None or named.last < last:
                inner = self._inner(tokens, index, last)
                candidates.append(
                    replace(inner, form="name")
                    if inner is not None
                    else self._make(tokens, index, last, actor=None, kind=kind, form="shape")
                )
        if candidates:
            # Of equals the registry's name, then the name with a group's word, comes before the noun.
            return max(
                candidates, key=lambda m: (m.last, m.actor is not None or bool(m.country), m.form == "shape")
            )
        metonym = own.metonyms.at(tokens, index)
        country = country_at(tokens, index, names, own)
        if country is not None:
            state = names.states.get(country.meaning)
            before = tokens[index - 1] if index else None
            # After a noun the word may as well be its adjective ("دعم مالي"); after a small one it is a name.
            noun = before is not None and before.word and before.norm not in own.closed
            noun = noun and country_at(tokens, index - 1, names, own) is None  # "زودت روسيا مالي"
            if state is None or _tail(tokens, index) or (noun and country.meaning in own.doubtful):
                return None
            return self._known(tokens, index, country.last, state, "country")
        if metonym is not None and (tokens[index].upper or not own.capitals):
            state = names.states.get(metonym.meaning)
            return self._known(tokens, index, metonym.last, state, "metonym") if state else None
        anaphor = own.anaphors.at(tokens, index)
        if anaphor is not None and tokens[index].norm in own.contracted:
            written = self.text[tokens[index].start : tokens[index].end].lower()
            anaphor = anaphor if written == tokens[index].norm else None  # "à milícia": of two words
        if anaphor is not None and ("*" in anaphor.meaning or self._points(tokens[index])):
            return self._anaphor(tokens, index, anaphor.last, title_case)
        if index and tokens[index - 1].norm in own.contracted and not tokens[index].upper:
            bare = own.bare_anaphors.at(tokens, index)
            if bare is not None:  # "au groupe": the article is in the word before.
                return self._anaphor(tokens, index, bare.last, title_case)
        return self._nationality(tokens, index)

    def _points(self, token: Token) -> bool:
        """Whether an Arabic noun can point back: it has the article or a pronoun at its end."""
        word = self.text[token.start : token.end]
        if self._words.capitals or word.startswith("ال") or word.endswith(("ه", "ها", "هم")):
            return True
        return word.startswith("ل") and self.text[token.start - 1 : token.start] == "ل"

    def _anaphor(self, tokens: Sequence[Token], index: int, last: int, title_case: bool) -> Mention | None:
        """The noun "le groupe", unless it only begins a longer mention: "le groupe Wagner"."""
        bare = index > 0 and tokens[index - 1].norm in self._words.contracted
        if last < len(tokens) and (last - index > 1 or bare):
            following = tokens[last]
            if (following.upper and following.word) or following.norm in OPENING:
                return None
            inner = self._at(tokens, index + 1, title_case)
            if inner is not None and inner.last > last:
                return None
        return self._make(tokens, index, last, actor=None, kind=ActorKind.UNKNOWN, form="anaphor")

    def _inner(self, tokens: Sequence[Token], first: int, last: int) -> Mention | None:
        """The registry's actor whose name in quotes follows its noun: "движение «Талибан»"."""
        for position in range(first + 1, last):
            match = self.names.namings.at(tokens, position)
            if match is None or tokens[position - 1].norm not in OPENING:
                continue
            closes = match.last == last or (match.last + 1 == last and not tokens[match.last].word)
            if closes and len({naming.actor for naming in match.meaning}) == 1:
                return self._known(tokens, first, last, match.meaning[0].actor)
        bare = [token for token in tokens[first:last] if token.norm not in OPENING + "»"]
        match = self.names.namings.at(bare, 0) if len(bare) < last - first else None
        if match is not None and match.last == len(bare) and len({n.actor for n in match.meaning}) == 1:
            return self._known(tokens, first, last, match.meaning[0].actor)  # "картель «Халиско»"
        return None

    def _nationality(self, tokens: Sequence[Token], index: int) -> Mention | None:
        """A people ("les Colombiens", "колумбийцы"), or an adjective that says whose the next noun is."""
        own, names = self._words, self.names
        people = names.peoples.at(tokens, index)
        adjective = names.adjectives.at(tokens, index)
        match = people or adjective
        if match is None or match.meaning in own.doubtful:
            return None
        as_noun = people is not None
        if people is None and own.order == "head-first":
            plural = tokens[match.last - 1].norm.endswith(own.plural_endings)
            before = tokens[index - 1].norm if index else ""
            as_noun = plural and (
                tokens[index].upper == 1 or before in own.articles or before.isdigit() or not own.capitals
            )
        if as_noun:
            return self._make(
                tokens, index, match.last, actor=None, kind=ActorKind.COHORT, country=match.meaning,
                cohort=True, form="people",
            )  # fmt: skip
        if own.order == "head-first" and tokens[index].upper and index:
            return None  # A capitalised adjective is part of some other name: "Complexo do Alemão".
        state = names.states.get(match.meaning)
        known = names.actors.get(state) if state else None
        return self._make(
            tokens, index, match.last, actor=state, kind=ActorKind.STATE, name=known.name if known else "",
            country=match.meaning, form="adjective",
        )  # fmt: skip

    def _whole(self, tokens: Sequence[Token], phrase: Mention) -> bool:
        """Whether a noun without a nationality stands for itself and is not half of another noun."""
        if phrase.country or phrase.actor:
            return True
        words_of = [token.norm for token in tokens[phrase.first : phrase.last] if token.word]
        if words_of[-1] in self._words.office or " ".join(words_of) in self._words.office:
            return False
        if words_of[-1] in self._words.half or " ".join(words_of) in self._words.half:
            following = tokens[phrase.last] if phrase.last < len(tokens) else None
            if following is None or not following.word:
                return following is None or following.norm not in "-/"
            return following.norm in self._words.closed or following.norm.endswith(self._words.closed_endings)
        return True

    def _nation(self, tokens: Sequence[Token], index: int) -> Mention | None:
        """Something that begins with a country's name or adjective."""
        country = self.names.countries.at(tokens, index)
        adjective = self.names.adjectives.at(tokens, index)
        if country is not None and (adjective is None or country.last >= adjective.last):
            region = index > 0 and _norms(tokens, index - 1, country.last) in self._words.regions
            if not tokens[index].upper or region:
                return None
            after = country.last
            if after < len(tokens) and tokens[after].norm == "'s":
                after += 1
            phrase = self._noun_phrase(tokens, index, after, country.meaning, after == country.last)
            if phrase is not None and (after > country.last or phrase.form in ("force", "people")):
                return phrase
            state = self.names.states.get(country.meaning)
            return self._known(tokens, index, country.last, state, "country") if state else None
        people = self.names.peoples.at(tokens, index)
        if adjective is not None and tokens[index].upper:
            phrase = self._noun_phrase(tokens, index, adjective.last, adjective.meaning, False)
            if phrase is not None:
                return phrase
            if people is not None and self._qualifies(tokens, people.last):
                people = None  # "Chinese quadcopters"
            if people is None or people.last < adjective.last:
                state = self.names.states.get(adjective.meaning)
                known = self.names.actors.get(state) if state else None
                return self._make(
                    tokens,
                    index,
                    adjective.last,
                    actor=state,
                    kind=ActorKind.STATE,
                    name=known.name if known else "",
                    country=adjective.meaning,
                    form="adjective",
                )
        if people is not None and tokens[index].upper:
            return self._make(
                tokens,
                index,
                people.last,
                actor=None,
                kind=ActorKind.COHORT,
                country=people.meaning,
                cohort=True,
                form="people",
            )
        return None

    def _qualifies(self, tokens: Sequence[Token], after: int) -> bool:
        """Whether a nationality that may be a noun stands before a noun of no people."""
        if after >= len(tokens) or not tokens[after].word or tokens[after].upper:
            return False
        norm = tokens[after].norm
        return norm not in self._words.closed and not norm.endswith(self._words.closed_endings)


def _tail(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word is the end of a name with a hyphen: "Port-Soudan"."""
    return (
        index > 1
        and tokens[index - 1].norm == "-"
        and tokens[index - 1].end == tokens[index].start
        and tokens[index - 2].end == tokens[index - 1].start
        and bool(tokens[index - 2].upper)
    )


def _norms(tokens: Sequence[Token], first: int, last: int) -> str:
    return " ".join(token.norm for token in tokens[first:last] if token.word)
