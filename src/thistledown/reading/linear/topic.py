"""What a text has spoken of so far: the groups it named and the kinds of happening it told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from thistledown.codebook.terms import Item, Kind
from thistledown.reading.linear.objects import stands_alone
from thistledown.reading.linear.parse import Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.things import GROUPS, stands_for_item
from thistledown.reading.mention_words import Mention

# Kinds whose recipient is whose drone it is.
_HELD = frozenset({Kind.USE, Kind.SEIZURE, Kind.SIGHTING, Kind.PRODUCTION, Kind.ACQUISITION})
_OWNED = _HELD | {Kind.TRANSFER}
_GIVEN = frozenset({Kind.TRANSFER, Kind.TRAINING})
_STRUCK = frozenset({"against", "on", "in"})
# Nouns that a text goes on with: "the attack", "seven deliveries", "this seizure".
_AGAIN = frozenset({"attack", "supply", "sell", "equip", "seize", "send"})
_NEAR = 18
_MOST = 12


@dataclass(slots=True)
class Topic:
    """What the sentences before have told.

    Attributes:
        subject: of the sentence before, for languages that drop it.
        groups: armed groups they named, the last one last.
        kinds: what happened in them.
        last: by kind, the parties of what was told last: providers and recipients.
        told: whether the sentence before told of drones on the move.
        moved: by kind, what moved in what was told last.
        holder: the armed group whose drones were told of last.
    """

    subject: Mention | None = None
    groups: list[Mention] = field(default_factory=list)
    kinds: set[Kind] = field(default_factory=set)
    last: dict[Kind, tuple[tuple[Mention, ...], tuple[Mention, ...]]] = field(default_factory=dict)
    told: bool = False
    moved: dict[Kind, tuple[Item, ...]] = field(default_factory=dict)
    holder: Mention | None = None

    def hear(self, mentions: Sequence[Mention], sayings: Iterable[Saying]) -> None:
        """Take in a sentence that has been read: its mentions, and what it says."""
        for saying in sayings:
            self.kinds.add(saying.kind)
            self.moved[saying.kind] = saying.items
            if saying.kind in _OWNED and len(saying.recipients) == 1 and is_group(saying.recipients[0]):
                self.holder = saying.recipients[0]
            if saying.parties:
                self.last[saying.kind] = (saying.providers, saying.recipients)
        self.groups.extend(m for m in mentions if is_group(m))
        del self.groups[:-_MOST]


def is_group(mention: Mention) -> bool:
    """Whether a mention is an armed group: no pronoun, no adjective, nothing too wide to be anyone."""
    return mention.kind in GROUPS and mention.form not in ("anaphor", "adjective") and not mention.generic


def complete(parse: Parse, saying: Saying, topic: Topic) -> None:
    """Put in the parties that a sentence does not name because the text has.

    What goes on about a thing told before, without a drone beside it ("the delivery took place in July"),
    has the parties told before. A drone that was found, shot down or flown is that of the armed group its
    sentence speaks of, else of the one the text has spoken of last. Who is said to have given or taught, to
    somebody the sentence does not name, gave it to the group the text speaks of.

    Args:
        parse: the sentence.
        saying: what was read; parties it lacks are put in.
        topic: what the sentences before told.
    """
    again = topic.last.get(saying.kind)
    told = saying.kind is Kind.TRANSFER or bool(saying.parties)
    if again is not None and told and saying.item is None and saying.kind in _GIVEN and not saying.dropped:
        providers, recipients = again
        free = [m for m in recipients if not _among(m, saying.providers)]
        if not saying.recipients and free:
            saying.recipients, saying.supplied = tuple(free), True
        free = [m for m in providers if not _among(m, saying.recipients)]
        if not saying.providers and free:
            saying.providers, saying.supplied = tuple(free), True
        if saying.supplied:
            saying.reasons.append("parties as told before")
            return
    given = topic.last.get(Kind.TRANSFER)
    crew = saying.recipients and not any(m.actor or m.country for m in saying.recipients)
    if saying.kind is Kind.TRAINING and crew and not saying.providers and given is not None and topic.told:
        free = [m for m in given[0] if not _among(m, saying.recipients)]
        if free and parse.grammar.cases:
            saying.providers, saying.supplied = tuple(free), True
            saying.reasons.append("who hands it over teaches")
            return
    if saying.frame.id == "receive" and given is not None and saying.recipients and not saying.providers:
        providers, recipients = given
        same = [m for m in saying.recipients if _among(m, recipients) or _countrymen(m, recipients)]
        if same and providers and not any(_among(m, saying.recipients) for m in providers):
            saying.providers, saying.supplied = providers, True
            saying.reasons.append("provider as told before")
            return
    meant = _meant(parse, saying, topic)
    if meant is not None:
        saying.recipients, saying.supplied = (meant,), True
        saying.reasons.append(f"whom the text speaks of: {meant.literal}")


def _meant(parse: Parse, saying: Saying, topic: Topic) -> Mention | None:
    if saying.recipients or not (saying.kind in _HELD or (saying.kind in _GIVEN and saying.providers)):
        return None
    if saying.item is None and saying.kind in _HELD and saying.kind not in topic.kinds:
        asked = any(parse.tagged(i, "relative") for i in range(parse.start(saying.first), saying.first))
        pointed = bool(parse.grammar.cases) and saying.voice == "active" and topic.told and not asked
        if not (pointed and stands_for_item(parse, saying)):
            return None
    if saying.kind is Kind.PRODUCTION and saying.hit.tag.form == "participle" and not saying.helpers:
        return None  # "drones modified to carry": what they are like, and nobody's work.
    if (
        saying.voice == "nominal"
        and saying.kind in _HELD
        and saying.frame.id not in ("attack", "seize", "down")
    ):
        return None
    forms = ("infinitive", "gerund", "participle") if parse.grammar.cases else ("infinitive", "gerund")
    bare = saying.hit.tag.form in forms and not saying.helpers
    governed = parse.tagged(saying.first - 1, "marker") is not None
    if saying.frame.id == "use" and saying.voice != "nominal" and (bare or governed):
        return None  # "built using parts", "for use as": nobody's act.
    others = [*saying.providers, *([saying.captor] if saying.captor else [])]
    here = [
        m for m in parse.mentions if is_group(m) and not _among(m, others) and not _struck(parse, saying, m)
    ]
    here = [m for m in here if _distance(saying, m) <= _NEAR and not _belongs(parse, m, others)]
    if here:
        return min(here, key=lambda m: (not _named(m), _distance(saying, m)))
    known = [m for m in topic.groups if not _among(m, others)]
    holder = topic.holder  # Whose drones the text has told of comes before whom else it names.
    if holder is not None and not _among(holder, others) and saying.kind in _HELD:
        return holder
    return next((m for m in reversed(known) if _named(m)), known[-1] if known else None)


def _named(mention: Mention) -> bool:
    return mention.actor is not None or mention.form in ("name", "shape")


def _belongs(parse: Parse, mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether a group only says whose people another party is: "soldiers of the 27th Brigade"."""
    governor = parse.governor(mention.first, mention)
    return any(0 <= governor.at - m.last <= 1 or 0 <= mention.first - m.last <= 1 for m in others)


def _among(mention: Mention, others: Sequence[Mention]) -> bool:
    return any(
        m is mention or (m.actor and m.actor == mention.actor) or m.name == mention.name for m in others
    )


def _countrymen(mention: Mention, others: Sequence[Mention]) -> bool:
    """Whether it is a body of the same state: never an armed group of that country."""
    if mention.country is None or mention.kind in GROUPS:
        return False
    return any(m.country == mention.country and m.kind not in GROUPS for m in others)


def _struck(parse: Parse, saying: Saying, mention: Mention) -> bool:
    """Whether a group is whom it was done to: "an attack on JNIM"."""
    governor = parse.governor(mention.first, mention)
    return saying.kind is Kind.USE and governor.sort == "marker" and governor.name in _STRUCK


def _distance(saying: Saying, mention: Mention) -> int:
    return max(mention.first - saying.last, saying.first - mention.last, 0)


def goes_on(parse: Parse, saying: Saying, topic: Topic) -> bool:
    """Whether a word without a drone beside it goes on with what the text told: "the attack"."""
    if saying.kind not in topic.kinds:
        return False
    if saying.voice == "nominal":
        if saying.frame.id not in _AGAIN:
            return False
        bare = bool(parse.grammar.cases) or parse.grammar.construct
        pointed = parse.tagged(saying.first - 1, "determiner", "such", "counter") is not None
        counted = parse.norm(saying.first - 1).isdigit()
        return bare or pointed or counted or saying.light is not None
    if saying.frame.id in ("attack", "watch", "receive") or saying.hit.tag.form in ("infinitive", "gerund"):
        return any(saying.last <= hit.first <= saying.last + 3 for hit in parse.all("such"))
    if saying.hit.tag.form == "participle" and not saying.helpers:
        return False
    if parse.grammar.cases or parse.grammar.construct:
        return True
    return stands_alone(parse, saying, None) or any(
        saying.last <= hit.first <= saying.last + 3 for hit in parse.all("such")
    )
