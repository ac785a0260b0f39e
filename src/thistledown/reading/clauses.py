"""One sentence with everything found in it, and the walks from a trigger to the parties around it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from thistledown.casebook.span import Span
from thistledown.reading.frames import Grammar
from thistledown.reading.items import ItemWord
from thistledown.reading.lexicon import Lexicon
from thistledown.reading.mention_words import Mention
from thistledown.reading.tokens import Token

_STOPS = frozenset(";:—–()")
_MAX_WALK = 7
_MAX_REACH = 28


class Governor(NamedTuple):
    """What a mention hangs on: a marker, a verb, another name, or nothing ("start").

    Attributes:
        sort: marker, verb, report, name or start.
        name: the marker's name, for a marker.
        at: token index of it, -1 for start.
    """

    sort: str
    name: str
    at: int


@dataclass(slots=True)
class Clauses:
    """A sentence ready for walking.

    Attributes:
        tokens: its tokens.
        mentions: its actors, anaphors resolved, in order.
        items: its item words.
        words: the language's grammar.
        verbs: token indices of trigger and light verb forms.
        triggers: token indices of trigger words, nouns among them.
        speech: token indices of verbs of saying.
        outlets: names of sources, which may be holders.
        partitive: nouns that stand for the actor after "of".
    """

    tokens: Sequence[Token]
    mentions: Sequence[Mention]
    items: Sequence[ItemWord]
    words: Grammar
    verbs: frozenset[int]
    triggers: frozenset[int]
    speech: frozenset[int]
    partitive: frozenset[str]
    outlets: Lexicon[str]
    _ending: dict[int, Mention] = field(init=False)
    _inside: dict[int, Mention] = field(init=False)
    _markers: dict[int, tuple[int, str]] = field(init=False)
    _governors: dict[int, Governor] = field(default_factory=dict)
    _dashes: dict[int, int] = field(init=False)
    _starts: dict[int, int] = field(default_factory=dict)
    _ends: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._ending = {m.last - 1: m for m in self.mentions}
        self._inside = {i: m for m in self.mentions for i in range(m.first, m.last)}
        self._markers = {}
        for match in self.words.markers.every(self.tokens):
            self._markers[match.last - 1] = (match.first, match.meaning)
        dashes = [i for i, token in enumerate(self.tokens) if token.norm in "—–"]
        pairs = len(dashes) // 2 if len(dashes) % 2 == 0 else 0
        # A pair of dashes encloses an aside, as brackets do: closing dash to opening dash.
        self._dashes = {dashes[2 * n + 1]: dashes[2 * n] for n in range(pairs)}

    def norm(self, index: int) -> str:
        """The folded word at an index; empty outside the sentence."""
        return self.tokens[index].norm if 0 <= index < len(self.tokens) else ""

    def mention_at(self, index: int) -> Mention | None:
        """The mention that covers a token."""
        return self._inside.get(index)

    def span(self, first: int, last: int) -> Span:
        """Where tokens `first` to `last` (excluded) stand in the text."""
        return Span(self.tokens[first].start, self.tokens[last - 1].end)

    def governor(self, mention: Mention) -> Governor:
        """What a mention hangs on, found by walking left over articles, adjectives and nouns."""
        known = self._governors.get(mention.first)
        if known is None:
            known = self._governors[mention.first] = self.walk(mention)
        return known

    def walk(self, mention: Mention) -> Governor:
        """What a mention hangs on, not remembered; see `governor`."""
        index = mention.first - 1
        if mention.possessive and self.norm(index) == "on" and self.norm(mention.last + 1) == "behalf":
            return Governor("marker", "behalf", index)
        steps = 0
        while index >= 0 and steps < _MAX_WALK:
            norm = self.norm(index)
            marker = self._markers.get(index)
            if (
                marker is not None
                and marker[1] == "of"
                and index >= 3
                and self._fronted_period(index, mention)
            ):
                return Governor("start", "", -1)
            if marker is not None and marker[1] in ("of", "from"):
                before = index - 1
                if self.norm(before) in (self.partitive if marker[1] == "of" else self.words.people_from):
                    held = self._inside.get(before)
                    index = (held.first if held else before) - 1
                    steps += 1
                    continue
            if marker is not None and index not in self.verbs:
                if self._fronted(marker[0], index, mention):
                    return Governor("start", "", marker[0] - 1)
                return Governor("marker", marker[1], marker[0])
            if index in self.speech:
                return Governor("report", norm, index)
            if index in self.verbs:
                return Governor("verb", norm, index)
            before_mention = self._ending.get(index)
            if norm in self.words.conjunction or norm in ",/":
                if norm == "," and not self._lists(index, mention):
                    return Governor("start", "", index)
                left = self._left_conjunct(index - 1)
                return self.governor(left) if left is not None else Governor("start", "", index)
            if before_mention is not None and before_mention.form != "adjective":
                return Governor("name", "", index)
            if (
                norm in _STOPS
                or norm in self.words.subordinator
                or (norm in self.words.relative and norm != "that")
            ):
                return Governor("start", "", index)
            if norm == "that" and index == mention.first - 1 - steps and steps <= 3:
                return Governor("start", "", index)
            if norm in self.words.auxiliary:
                asks = index == 0 or norm not in self.words.be
                return Governor("start" if asks else "verb", norm, index)
            index -= 1
            steps += 1
        return Governor("start", "", index) if index < 0 else Governor("name", "", index)

    def _fronted_period(self, index: int, mention: Mention) -> bool:
        """Whether a year ends a phrase of time before the mention: "In the first half of 2025 the FLA"."""
        first = self._markers.get(0)
        between = [self.norm(i) for i in range(index + 1, mention.first)]
        return first is not None and any(len(word) == 4 and word.isdigit() for word in between)

    def _fronted(self, first: int, last: int, mention: Mention) -> bool:
        """Whether a marker opens the clause with a time or place that ends before the mention."""
        if first > 0 and self.norm(first - 1) not in (",", ";", "that", "said", "and", "“", '"'):
            return False
        between = [self.norm(i) for i in range(last + 1, mention.first)]
        if any(len(word) == 4 and word.isdigit() for word in between):
            return True
        closing = bool(between) and between[-1] in ("the", "a", "an") and len(between) > 1
        return closing and any(word not in self.words.determiner for word in between[:-1])

    def _lists(self, comma: int, mention: Mention) -> bool:
        """Whether a comma before a mention is one of a list ("A, B and C")."""
        left = self._ending.get(comma - 1)
        if left is None:
            return False
        follow = self.norm(mention.last)
        return follow in self.words.conjunction or (
            follow == "," and self.norm(mention.last + 1) in self.words.conjunction
        )

    def _left_conjunct(self, index: int) -> Mention | None:
        """The mention that ends just before a conjunction, articles and commas apart."""
        while index >= 0 and self.norm(index) in (",", '"', "”", "“", "'s", ")", "both"):
            index -= 1
        return self._ending.get(index)

    # -- clause limits --------------------------------------------------------------------------------

    def clause_start(self, trigger: int) -> int:
        """First token of the clause a trigger stands in."""
        known = self._starts.get(trigger)
        if known is None:
            known = self._starts[trigger] = self._clause_start(trigger)
        return known

    def _clause_start(self, trigger: int) -> int:
        depth = 0
        aside = -1
        for index in range(trigger - 1, max(trigger - _MAX_REACH, -1), -1):
            if aside >= 0:
                aside = -1 if index == aside else aside
                continue
            aside = self._dashes.get(index, -1)
            if aside >= 0:
                continue
            norm = self.norm(index)
            if norm == ")":
                depth += 1
            elif norm == "(":
                if not depth:
                    return index + 1
                depth -= 1
            if depth:
                continue
            if norm in ";:—":
                return index + 1
            if norm in self.words.subordinator and index not in self._markers:
                return index + 1
            if norm == "that" and (
                index - 1 in self.speech
                or self.norm(index - 1)
                in ("reports", "claims", "evidence", "accusations", "allegations", "said")
            ):
                return index + 1
        return max(trigger - _MAX_REACH, 0)

    def clause_end(self, trigger: int) -> int:
        """One past the last token a trigger's parties may stand in."""
        known = self._ends.get(trigger)
        if known is None:
            known = self._ends[trigger] = self._clause_end(trigger)
        return known

    def _clause_end(self, trigger: int) -> int:
        depth = 0
        aside = -1
        openings = {opening: closing for closing, opening in self._dashes.items()}
        limit = min(trigger + _MAX_REACH, len(self.tokens))
        for index in range(trigger + 1, limit):
            if aside >= 0:
                aside = -1 if index == aside else aside
                continue
            aside = openings.get(index, -1)
            if aside >= 0:
                continue
            norm = self.norm(index)
            if norm == "(":
                depth += 1
            elif norm == ")":
                if not depth:
                    return index
                depth -= 1
            if depth:
                continue
            if norm in ";:—" or (norm in self.words.subordinator and index not in self._markers):
                return index
            if norm in self.words.relative and norm != "that" and self.norm(index - 1) == ",":
                return index
        return limit

    # -- parties --------------------------------------------------------------------------------------

    def conjuncts(self, mention: Mention) -> tuple[Mention, ...]:
        """A mention and those joined to it by commas and conjunctions, in order."""
        group = [mention]
        position = list(self.mentions).index(mention)
        for following in self.mentions[position + 1 :]:
            if not self._joined(group[-1], following):
                break
            group.append(following)
        for before in reversed(self.mentions[:position]):
            if not self._joined(before, group[0]):
                break
            group.insert(0, before)
        return tuple(group)

    def _joined(self, left: Mention, right: Mention) -> bool:
        gap = [self.norm(i) for i in range(left.last, right.first)]
        if not gap or len(gap) > 5 or left.form == "adjective":
            return False
        joins = {",", "/", *self.words.conjunction}
        if not any(word in joins for word in gap):
            return False
        if gap == [","]:
            return self._lists(left.last, right) or self._listed(left)
        allowed = (
            joins | self.words.determiner | {'"', "“", "”", "by", "both", "from", "to", "later", "well", "as"}
        )
        return all(word in allowed for word in gap)

    def _listed(self, left: Mention) -> bool:
        return self.norm(left.first - 1) in (",", *self.words.conjunction)

    def candidates(self, start: int, end: int) -> Iterator[Mention]:
        """Mentions between two tokens that can be a subject, nearest to `end` first."""
        for mention in reversed(self.mentions):
            if mention.last > end or mention.first < start:
                continue
            if mention.form == "adjective" or mention.possessive:
                continue
            yield mention

    def subject(self, trigger: int, *, form: str) -> Mention | None:
        """Who does what the trigger says, or None.

        Args:
            trigger: token index of the verb.
            form: its form; "ing" and the infinitive may borrow the subject of the main clause.
        """
        start = self.clause_start(trigger)
        left = trigger - 1
        while left >= start and (
            self.norm(left) in self.words.auxiliary
            or self.norm(left) in ("not", "also", "never", "to", "since", "recently", '"', "“", "”")
            or (self.norm(left).endswith("ly") and self.tokens[left].word)
        ):
            left -= 1
        if left in self._dashes:
            left = self._dashes[left] - 1
        bare = self._ending.get(trigger - 1)
        if form == "base" and bare is not None and bare.form != "adjective" and not bare.possessive:
            return bare  # "helped the rebels assemble", "did X supply"
        if self.norm(trigger - 1) == "to" and (hired := self._hired(trigger - 2, start)) is not None:
            return hired
        if self.norm(left) in self.words.relative and left > 0:
            near = left - 1 if self.norm(left - 1) != "," else left - 2
            antecedent = self._ending.get(near)
            if antecedent is not None:
                return antecedent
            for mention in self.candidates(start, left):
                return mention
            return None
        if form == "ing":
            adjacent = self._ending.get(left)
            if adjacent is not None and not adjacent.possessive and adjacent.form != "adjective":
                return adjacent
            if self.norm(left) in ("of", "for", "with") and self.norm_any(start, left, self.words.copy):
                for mention in self.candidates(start, left):
                    return mention
            if self.norm(left) in ("in", "on", "of") and form == "ing":
                start = 0
        infinitive = "to" in (
            self.norm(trigger - 1),
            self.norm(trigger - 2) if self.norm(trigger - 1) == "have" else "",
        )
        if form != "ing" and not infinitive:
            # What stands before a verb of saying is who says it, not who does it.
            start = max([start, *(i + 1 for i in self.speech if start <= i < trigger - 1)])
        for mention in self.candidates(start, trigger):
            if self.governor(mention).sort in ("start", "report"):
                return mention
        if infinitive:
            for mention in self.candidates(start, trigger):
                if self.governor(mention).sort == "verb":
                    return mention
        if form == "ing" or infinitive or start > 0:
            for mention in self.candidates(0, trigger):
                if self.governor(mention).sort in ("start", "report"):
                    return mention if form in ("ing", "base") else None
        return None

    def _hired(self, index: int, start: int) -> Mention | None:
        """Who was hired or sent to do it: "hired former soldiers to train", when it says whose they are."""
        mention = self._ending.get(index)
        if mention is None or not (mention.actor or mention.country) or mention.possessive:
            return None
        governor = self.governor(mention)
        return (
            mention
            if governor.sort == "verb" and governor.name in self.words.hiring and governor.at >= start
            else None
        )

    def norm_any(self, start: int, end: int, words: frozenset[str]) -> bool:
        """Whether any of some words stands between two tokens."""
        return any(self.norm(i) in words for i in range(start, end))

    def object(self, last: int) -> Mention | None:
        """The bare object of a verb whose last token is `last - 1`."""
        end = self.clause_end(last - 1)
        for mention in self.mentions:
            if mention.first < last or mention.form == "adjective":
                continue
            if mention.first >= end:
                break
            governor = self.governor(mention)
            if governor.sort == "verb" and governor.at == last - 1:
                return mention
            if mention.first == last:
                return mention
        return None

    def marked(self, last: int, blocked: Callable[[int], bool]) -> Iterator[tuple[str, Mention]]:
        """Mentions after a trigger with the marker each hangs on.

        Args:
            last: one past the trigger.
            blocked: says of a token index that another trigger stands there and takes what follows.
        """
        end = self.clause_end(last - 1)
        for mention in self.mentions:
            if mention.first < last:
                continue
            if mention.first >= end:
                break
            governor = self.governor(mention)
            if governor.sort == "marker" and governor.at >= last:
                if any(blocked(i) for i in range(last, governor.at)):
                    continue
                yield governor.name, mention

    def possessor(self, first: int) -> Mention | None:
        """Whose it is: "X's ..." or "X ..." directly before a noun phrase that begins near `first`."""
        index = first - 1
        steps = 0
        while index >= 0 and steps < 6:
            mention = self._ending.get(index)
            if mention is not None:
                return mention
            norm = self.norm(index)
            token = self.tokens[index]
            if norm == "'s" or norm in ("'", "’", '"', "“", "”", "-", "own", "first"):
                index -= 1
                continue
            if (
                not token.word
                or norm in self.words.closed
                or norm in self.words.auxiliary
                or index in self.verbs
                or index in self.speech
                or norm in self.words.determiner
                or norm in self.words.conjunction
            ):
                return None
            index -= 1
            steps += 1
        return None
