"""A sentence with everything its language's words say of its tokens, cut into clauses."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind, Item, System
from thistledown.reading.linear.asides import asides
from thistledown.reading.linear.grammar import Grammar, Tag
from thistledown.reading.mention_words import Mention
from thistledown.reading.mention_words import words as mention_words
from thistledown.reading.tokens import Token

_HARD = frozenset(";:—–()")
_QUOTES = frozenset('"“”«»„‟')
_WALK = 7
_GIVERS = Tag("trigger", "provide", "noun")
REACH = 40


class Hit(NamedTuple):
    """A phrase of the grammar in the sentence: tokens `first` to `last` (excluded), and one thing it is."""

    first: int
    last: int
    tag: Tag


class Held(NamedTuple):
    """An item word: tokens `first` to `last` (excluded).

    Attributes:
        item: what it is.
        drone: whether it is the aircraft itself.
        system: the class of drone the word states.
    """

    first: int
    last: int
    item: Item
    drone: bool
    system: System | None


class Governor(NamedTuple):
    """What a noun phrase hangs on.

    Attributes:
        sort: marker, verb, name (another noun straight before it) or free.
        name: the marker's name.
        at: the token it was found at; -1 for none.
    """

    sort: str
    name: str
    at: int


_FREE = Governor("free", "", -1)

# Words that no accent is written on, where another word is spelt alike but for it.
_SMALL = frozenset({"conjunction", "determiner", "it", "person"})


@dataclass(slots=True)
class Parse:
    """One sentence ready for the engine.

    Attributes:
        text: the text it stands in.
        tokens: its tokens.
        mentions: its actors, in order.
        grammar: the language.
        hits: by first token, what the phrase that begins there is.
        items: item words, in order.
    """

    text: str
    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    grammar: Grammar
    hits: dict[int, list[Hit]] = field(init=False)
    items: list[Held] = field(init=False)
    inside: dict[int, Mention] = field(init=False)
    verbs: dict[int, Hit] = field(init=False)
    _covers: dict[int, list[Hit]] = field(init=False)
    _sorted: dict[str, list[Hit]] = field(default_factory=dict)
    _asides: list[tuple[int, int]] = field(init=False)
    _governors: dict[tuple[int, int], Governor] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.grammar.plain:
            self.mentions = [m for m in self.mentions if not self._verbal(m)]
        if self.grammar.oblique:
            self.mentions = [self._declined(m) for m in self.mentions]
        if self.grammar.cases:
            self.mentions = [m for m in self.mentions if not self._swallowed(m)]
        self.inside = {i: m for m in self.mentions for i in range(m.first, m.last)}
        self.hits, self._covers, self.items = {}, {}, []
        index = 0
        while index < len(self.tokens):
            match = self.grammar.tags.at(self.tokens, index)
            if match is None:
                index += 1
                continue
            self._keep(match.first, match.last, self._accented(match.first, match.meaning))
            index = match.last
        self.verbs = {
            hit.first: hit
            for hit in self.all("trigger", "speech", "light", "blame")
            if hit.tag.form not in ("noun", "participle") and not self.described(hit)
        }
        self._asides = list(asides(self))

    def _accented(self, index: int, tags: tuple[Tag, ...]) -> tuple[Tag, ...]:
        """What a word is as its accent tells: "e" and "é", "esta" and "está", "a" and "à"."""
        if not self.grammar.plain or not any(tag.sort in _SMALL for tag in tags):
            return tags
        if self.words(index, index + 1).lower() != self.norm(index):
            return tuple(tag for tag in tags if tag.sort not in _SMALL) or tags
        sorts = {tag.sort for tag in tags}
        small = sorts & {"conjunction", "determiner"}
        return tuple(tag for tag in tags if tag.sort != "aux") if small else tags

    def _declined(self, mention: Mention) -> Mention:
        """A mention whose adjective, in no list, tells that it is no nominative: "разгромленной ячейки"."""
        before = self.tokens[mention.first - 1] if mention.first else None
        if before is None or not before.word or before.upper or len(before.norm) < 6:
            return mention
        if "nom" not in mention.cases or len(mention.cases) < 2 or mention.form == "adjective":
            return mention
        oblique = before.norm.endswith(self.grammar.oblique)
        return replace(mention, cases=mention.cases - {"nom"}) if oblique else mention

    def _swallowed(self, mention: Mention) -> bool:
        """Whether a mention is part of a longer phrase: "стала одним из поставщиков", "Того же дня"."""
        whole = self.grammar.tags.at(self.tokens, mention.first) if mention.form == "country" else None
        if whole is not None and whole.last > mention.last:
            return any(tag.sort == "passed" for tag in whole.meaning)
        if mention.form != "people" or mention.actor or mention.last - mention.first > 1:
            return False
        for first in range(max(mention.first - 5, 0), mention.first):
            match = self.grammar.tags.at(self.tokens, first)
            verb = match is not None and any(
                tag.sort == "trigger" and tag.form != "noun" for tag in match.meaning
            )
            if verb and match is not None and match.last == mention.last:
                return True
        return False

    def described(self, hit: Hit) -> bool:
        """Whether a form that may be past is an adjective: "an armed drone"."""
        english = self.grammar.adjective_first and self.grammar.plain
        if not english or hit.tag.form not in ("past", "participle"):
            return False
        article = self.tagged(hit.first - 1, "determiner") is not None
        return article and self.tagged(hit.first - 1, "complement", "relative", "person", "it") is None

    def _verbal(self, mention: Mention) -> bool:
        """Whether one word for people is a participle here: "a piloté", which folds to "pilote"."""
        if mention.form != "people" or mention.country or mention.former:
            return False
        own = self.grammar.tags.at(self.tokens, mention.first)
        if own is None or not any(tag.form == "participle" for tag in own.meaning):
            return False
        for index in (mention.first - 1, mention.first - 2):
            match = self.grammar.tags.at(self.tokens, index) if index >= 0 else None
            helper = match is not None and match.last == index + 1
            if helper and match is not None and any(tag[:2] == ("aux", "have") for tag in match.meaning):
                return True
        return False

    def _keep(self, first: int, last: int, tags: Sequence[Tag]) -> None:
        whole = range(first, last)  # "found their way to": a pronoun within a phrase points at nobody.
        own = [self.inside[i] for i in whole if i in self.inside]
        named = any(last - first == 1 or m.form != "anaphor" for m in own) or self._name(first)
        if last - first > 2 and self.grammar.plain and not self._name(first):
            named = first in self.inside  # "asked the UN Security Council" brings the body with it.
        pronoun = self.grammar.construct and all(
            i in self.inside and self.inside[i].form == "anaphor" for i in range(first, last)
        )
        if _GIVERS in tags and first in self.inside and self.inside[first].form == "people":
            named = False  # "suppliers" are people, and say who gives.
        tailed = self._tailed(first)
        wrong = ""
        if {"relative", "conjunction"} <= {tag.sort for tag in tags}:  # "où", "ou": only the accent tells.
            wrong = "relative" if self.words(first, last).isascii() else "conjunction"
        for tag in tags:
            if tag.sort == wrong:
                continue
            if tailed and (
                tag.sort in ("speech", "light", "blame") or (tag.sort == "trigger" and tag.form != "noun")
            ):
                continue
            if tag.sort == "speech" and self._headed(last):
                continue
            if pronoun and tag.sort == "marker":  # "to them", one word.
                named = False
            if named and tag.sort in (
                "trigger",
                "light",
                "speech",
                "aux",
                "marker",
                "negation",
                "hedge",
                "relative",
                "blame",
            ):
                continue
            if tag.sort == "item":
                if tag.name == "other":
                    continue
                # A "device" is a drone only in talk of drones, and nothing else is read.
                drone = tag.name in ("drone", "device")
                item = Item.EQUIPMENT if drone else Item(tag.name)
                self.items.append(Held(first, last, item, drone, System(tag.system) if tag.system else None))
            hit = Hit(first, last, tag)
            self.hits.setdefault(first, []).append(hit)
            self._sorted.setdefault(tag.sort, []).append(hit)
            for index in range(first, last):
                self._covers.setdefault(index, []).append(hit)

    def _tailed(self, first: int) -> bool:
        """Whether a word ends a compound and does nothing by itself: "government-controlled"."""
        if first < 2 or self.tokens[first - 1].norm != "-":
            return False
        hyphen, before = self.tokens[first - 1], self.tokens[first - 2]
        return before.word and before.end == hyphen.start and hyphen.end == self.tokens[first].start

    def _headed(self, last: int) -> bool:
        """Whether a word opens a compound: "think-tank"."""
        if last + 1 >= len(self.tokens) or self.tokens[last].norm != "-":
            return False
        hyphen, after = self.tokens[last], self.tokens[last + 1]
        return self.tokens[last - 1].end == hyphen.start and after.word and hyphen.end == after.start

    def _name(self, first: int) -> bool:
        """Whether a capital inside a sentence makes a name of a word: "Cité Soleil"."""
        if self.tokens[first].upper != 1 or not first or not self.tokens[first - 1].word:
            return False
        words = [token for token in self.tokens if token.word and not token.norm[0].isdigit()]
        return sum(token.upper > 0 for token in words) * 2 < len(words)

    # -- looking up ---------------------------------------------------------------------------------

    def norm(self, index: int) -> str:
        """The folded word at an index; empty outside the sentence."""
        return self.tokens[index].norm if 0 <= index < len(self.tokens) else ""

    def tagged(self, index: int, *sorts: str) -> Hit | None:
        """The first thing of some sorts that covers a token."""
        for hit in self._covers.get(index, ()):
            if hit.tag.sort in sorts:
                return hit
        return None

    def all(self, *sorts: str) -> Iterator[Hit]:
        """Every phrase of some sorts, in order."""
        if len(sorts) == 1:
            return iter(self._sorted.get(sorts[0], ()))
        found = [hit for sort in sorts for hit in self._sorted.get(sort, ())]
        return iter(sorted(found, key=lambda hit: hit.first))

    def words(self, first: int, last: int) -> str:
        """Tokens `first` to `last` (excluded) as they are written."""
        return self.span(first, last).of(self.text)

    def span(self, first: int, last: int) -> Span:
        """Where tokens `first` to `last` (excluded) stand in the text."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def ending(self, index: int) -> Mention | None:
        """The mention that ends with a token."""
        mention = self.inside.get(index)
        return mention if mention is not None and mention.last - 1 == index else None

    def item_ending(self, index: int) -> Held | None:
        """The item word that ends with a token."""
        return next((item for item in self.items if item.last - 1 == index), None)

    def passed(self, index: int) -> bool:
        """Whether a word may stand anywhere and changes nothing: an adverb, a quotation mark."""
        if self.norm(index) in _QUOTES or self.tagged(index, "passed", "negation", "hedge") is not None:
            return True
        return any(
            self.norm(index).endswith(ending) and len(self.norm(index)) > len(ending) + 3
            for ending in self.grammar.adverbs
        )

    # -- clauses ------------------------------------------------------------------------------------

    def aside(self, index: int, home: int) -> int | None:
        """The first token of an aside that a token lies in and `home` does not, or None."""
        for first, last in self._asides:
            if first <= index <= last and not first <= home <= last:
                return first
        return None

    def after_aside(self, index: int, home: int) -> int | None:
        """One past the last token of an aside that a token lies in and `home` does not, or None."""
        for first, last in self._asides:
            if first <= index <= last and not first <= home <= last:
                return last + 1
        return None

    def stops(self, index: int) -> bool:
        """Whether a token ends a clause: hard marks, and words that open another clause."""
        if self.norm(index) in _HARD:
            return True
        return self.tagged(index, "subordinator", "complement") is not None

    def start(self, home: int) -> int:
        """First token of the clause around a token."""
        index = home - 1
        low = max(home - REACH, 0)
        while index >= low:
            skip = self.aside(index, home)
            if skip is not None:
                index = skip - 1
                continue
            if self.stops(index):
                return index + 1
            index -= 1
        return low

    def end(self, home: int) -> int:
        """One past the last token of the clause around a token."""
        index = home + 1
        high = min(home + REACH, len(self.tokens))
        while index < high:
            skip = self.after_aside(index, home)
            if skip is not None:
                index = skip
                continue
            if self.stops(index) and not (self.norm(index) in "—–" and index == home + 1):
                return index
            if self.tagged(index, "relative") is not None and self.norm(index - 1) in (",", "،"):
                return index
            index += 1
        return high

    # -- what a phrase hangs on ---------------------------------------------------------------------

    def governor(self, first: int, mention: Mention | None = None) -> Governor:
        """What the noun phrase that begins at a token hangs on."""
        key = (first, mention.last if mention else -1)
        known = self._governors.get(key)
        if known is None:
            known = self._governors[key] = self._walk(first, mention)
        return known

    def _walk(self, first: int, mention: Mention | None) -> Governor:
        index, unknown, counted = first - 1, 0, False
        if mention is not None and mention.form == "anaphor" and self.grammar.construct:
            own = self.tagged(first, "marker")
            if own is not None:
                return self._marked(own, mention)
        if mention is not None and mention.form == "anaphor" and self.stops(first):  # "that they", one word.
            return _FREE
        cased = mention is not None and bool(self.grammar.cases)
        named = mention is not None and cased and mention.cases in ({"nom"}, {"nom", "loc"})
        if named and self.tagged(index, "marker") is None:  # It hangs on nothing.
            return _FREE
        if mention is not None and cased and self.counted(mention):
            while index > 0 and (self.tagged(index, "counter", "determiner") or self.norm(index).isdigit()):
                index -= 1
            marker = self.tagged(index, "marker")
            if marker is not None and marker.tag.name == "other" and self.tagged(index + 1, "counter"):
                marker = None  # "близько сорока бійців"
            return self._marked(marker, mention) if marker is not None else _FREE
        while index >= 0 and first - index <= _WALK:
            marker = self.tagged(index, "marker")
            if marker is not None and not self.article(index):
                if cased and unknown and mention is not None and "nom" in mention.cases:
                    return _FREE
                doer = unknown and cased and mention is not None and mention.cases == {"ins"}
                if doer and not set(self.markers(index)) & {"with", "under", "other"}:
                    return self._by_case(mention) or _FREE  # "в Мисурате турецкими инструкторами"
                head = self._members(marker, mention)
                return self.governor(head) if head is not None else self._marked(marker, mention)
            norm = self.norm(index)
            if self.tagged(index, "before") is not None:
                return Governor("marker", "other", index)  # "according to X": no party to it.
            owner = self.ending(index - 1) if norm == self.grammar.possessive else None
            if owner is not None:  # "Hezbollah's fighters" hang on what "Hezbollah" hangs on.
                return self.governor(owner.first, owner)
            if norm in (",", "،") or self.tagged(index, "conjunction") is not None:
                left = self._left(index)
                listed = mention is None or self._listed(mention.last)
                if norm == "," and self.grammar.plain and not listed:
                    left = None  # "trained by Russia, the rebels flew"
                if left is not None and mention is not None and cased and not self._agree(left, mention):
                    left = None
                if left is not None and mention is not None and left is not mention:
                    taken = self.governor(left.first, left)
                    if norm == "," and cased and self.tagged(taken.at, "before") is not None:
                        return self._by_case(mention) or _FREE  # "по оценке разведки, военные …"
                    return taken
                return self._by_case(mention) or _FREE
            if norm in _HARD or self.stops(index) or self.tagged(index, "relative") is not None:
                break
            described = self.grammar.cases and self.tagged(index - 1, "marker") is not None
            if described and index not in self.verbs and self._verb_end(index) is not None:
                index -= 1  # "у убитых боевиков"
                continue
            verb = self._verb_end(index)
            if index in self.verbs or verb is not None:
                return self._by_case(mention) or Governor("verb", "", verb.first if verb else index)
            if self.tagged(index, "aux") is not None:
                return self._by_case(mention) or Governor("verb", "", index)
            if self.ending(index) is not None and self.inside[index].form != "adjective":
                apart = cased and self.inside[index].form in ("country", "metonym")
                people = mention is not None and mention.form in ("people", "agent")
                if apart and people and mention is not None and {"gen", "acc"} <= mention.cases:
                    return _FREE  # "у Білорусі найманців навчали"
                return self._by_case(mention) or self._genitive(mention) or Governor("name", "", index)
            if self.item_ending(index) is not None:
                return self._by_case(mention) or self._genitive(mention) or Governor("name", "item", index)
            trigger = self.tagged(index, "trigger")
            if trigger is not None and self.grammar.construct and trigger.tag.form == "noun" and not unknown:
                return Governor("marker", "of", index)
            if self.tagged(index, "trigger") is not None:
                return self._by_case(mention) or self._genitive(mention) or Governor("name", "trigger", index)
            counted = counted or self.tagged(index, "determiner") is not None
            if not (self.tagged(index, "determiner", "person") or self.passed(index)):
                if counted and self.grammar.construct:  # "since September hundreds of soldiers"
                    break
                unknown += 1
                if unknown > 2:
                    break
            index -= 1
        return self._by_case(mention) or _FREE

    def _members(self, of: Hit, mention: Mention | None) -> int | None:
        """Where "members" stands in "members of X", which act for X: X hangs on what they hang on."""
        if not self.grammar.plain or of.tag.name != "of" or mention is None or of.first == 0:
            return None
        if mention.form in ("country", "metonym", "adjective"):
            return None
        if mention.form == "anaphor" and mention.first != of.last:  # "des recrues du mouvement" goes on.
            return None
        head = of.first - 1
        told = self.norm(head) in mention_words(self.grammar.language).partitive
        return head if told and head not in self.inside else None

    def article(self, index: int) -> bool:
        """Whether a word that can be a marker or an article is an article here: "ont formé des rebelles"."""
        if self.tagged(index, "determiner") is None:
            return False
        if self.grammar.plain and self.words(index, index + 1).lower() != self.norm(index):
            return False  # "à" is no "a".
        before = index - 1
        if before < 0 or not self.tokens[before].word:
            return True
        if (
            self.tagged(before, "complement", "conjunction", "marker", "aux", "relative", "subordinator")
            is not None
        ):
            return True
        return (
            self.tagged(before, "trigger", "light", "speech") is not None
            and self._verb_end(before) is not None
        )

    def _verb_end(self, index: int) -> Hit | None:
        hit = self.tagged(index, "trigger", "speech", "light")
        return hit if hit is not None and hit.tag.form != "noun" else None

    def _marked(self, marker: Hit, mention: Mention | None) -> Governor:
        """A marker found; with cases, one word may be several: "with" and "from" share one in Russian."""
        names = [hit.tag.name for hit in self._covers[marker.first] if hit.tag.sort == "marker"]
        if self.grammar.cases and mention is not None and mention.form in ("country", "metonym"):
            there = [name for name in names if name.partition("+")[0] == "in"]
            if there and not mention.cases - {"dat", "loc"}:  # "у Малі"
                return Governor("marker", "in", marker.first)
        if len(names) > 1 and mention is not None and mention.cases:
            for name in names:
                base, _, case = name.partition("+")
                if case and case in mention.cases:
                    return Governor("marker", base, marker.first)
        return Governor("marker", names[0].partition("+")[0], marker.first)

    def markers(self, at: int) -> list[str]:
        """What a marker at a token can be, without the cases that tell its meanings apart."""
        hits = self._covers.get(at, ())
        return [hit.tag.name.partition("+")[0] for hit in hits if hit.tag.sort == "marker"]

    def _by_case(self, mention: Mention | None) -> Governor | None:
        """What the case of a mention says, where it is clear."""
        if mention is None or not self.grammar.cases or not mention.cases:
            return None
        names = {self.grammar.cases.get(case, "") for case in mention.cases}
        if len(names) == 1 and "" not in names:
            return Governor("marker", names.pop(), mention.first)
        return None

    def counted(self, mention: Mention) -> bool:
        """Whether a genitive only follows a number: "п'ять бойовиків", "частина бійців"."""
        if "gen" not in mention.cases or not self.grammar.cases:
            return False
        return self.tagged(mention.first - 1, "counter") is not None or self.norm(mention.first - 1).isdigit()

    def _genitive(self, mention: Mention | None) -> Governor | None:
        """After a noun, what may be a genitive and is no nominative is one: "обучение боевиков"."""
        if mention is None or not self.grammar.cases or not mention.cases:
            return None
        if "nom" in mention.cases and "gen" not in mention.cases:
            return _FREE  # "ни одного дрона Киев не передавал"
        name = self.grammar.cases.get("gen", "")
        own = "gen" in mention.cases and "nom" not in mention.cases
        return Governor("marker", name, mention.first) if own and name else None

    def _left(self, joint: int) -> Mention | None:
        """The mention that ends before a comma or conjunction."""
        index = joint - 1
        while index >= 0 and (
            self.norm(index) in (",", "،", *_QUOTES, ")") or self.tagged(index, "conjunction")
        ):
            index -= 1
        return self.ending(index)

    def joined(self, mention: Mention) -> tuple[Mention, ...]:
        """A mention and those joined to it by conjunctions and commas, in order."""
        group = [mention]
        at = next((i for i, m in enumerate(self.mentions) if m is mention), None)
        if at is None:  # It stands in an earlier sentence.
            return (mention,)
        for right in self.mentions[at + 1 :]:
            if not self._joint(group[-1], right):
                break
            group.append(right)
        for left in reversed(self.mentions[:at]):
            if not self._joint(left, group[0]):
                break
            group.insert(0, left)
        return tuple(group)

    def _listed(self, after: int) -> bool:
        """Whether what ends before a token is followed by another member of a list."""
        return self.tagged(after, "conjunction") is not None or self.norm(after) in (",", "،", ".", "")

    def _agree(self, left: Mention, right: Mention) -> bool:
        """Whether two mentions can stand in one case."""
        return not left.cases or not right.cases or bool(left.cases & right.cases)

    def _joint(self, left: Mention, right: Mention) -> bool:
        if left.form == "adjective" or right.form == "adjective" or right.first - left.last > 4:
            return False
        if right.form == "anaphor" and not right.possessive and self.grammar.plain:
            return False  # "au Mali, où ils": a pronoun opens a clause.
        gap = range(left.last, right.first)
        if self.grammar.cases and (not self._agree(left, right) or any(self._verb_end(i) for i in gap)):
            return False
        if not gap or not any(self.tagged(i, "conjunction") for i in gap):
            commas = [i for i in gap if self.norm(i) in (",", "،")]
            after = right.last
            listed = self.tagged(after, "conjunction") is not None or self.norm(after) in (",", "،")
            return len(commas) == 1 and len(gap) <= 2 and listed and left.kind is not ActorKind.UNKNOWN
        return all(
            self.norm(i) in (",", "،", *_QUOTES)
            or self.tagged(i, "conjunction", "determiner", "marker", "passed")
            for i in gap
        )
