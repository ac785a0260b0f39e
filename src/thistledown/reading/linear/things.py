"""The item a trigger speaks of, and what moved."""

from __future__ import annotations

from thistledown.codebook.terms import ActorKind, Item, Kind, System
from thistledown.reading.items import most_specific, unstated
from thistledown.reading.linear.construct import is_part
from thistledown.reading.linear.grammar import MOVABLE
from thistledown.reading.linear.parse import Held, Hit, Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.verbs import group_start

GROUPS = frozenset({ActorKind.NON_STATE_ARMED_GROUP, ActorKind.CRIMINAL_ORGANISATION})


_NEAR = 12
# So many adjectives beside a thing belong to its name.
_CLASSES = 3


def is_item(parse: Parse, first: int) -> bool:
    """Whether a drone's name covers a token."""
    return any(item.first <= first < item.last and item.drone for item in parse.items)


def item_of(parse: Parse, saying: Saying) -> Held | None:
    """The item a trigger speaks of: the nearest in its clause that no other trigger stands between."""
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    best: tuple[float, Held] | None = None
    for item in parse.items:
        skill = saying.frame.id in ("supply", "receive") and item.item in (Item.KNOWLEDGE, Item.EXPERIENCE)
        if not (item.item in MOVABLE or (skill and parse.grammar.cases)) or not start <= item.first < end:
            continue
        if not item.drone and (saying.frame.needs == "instrument" or saying.kind is Kind.USE):
            continue
        if item.first < saying.last and saying.first < item.last and saying.voice != "nominal":
            continue
        if saying.frame.item_is_subject and parse.grammar.plain and item.first > saying.first:
            continue
        if (
            parse.grammar.adjective_first
            and parse.grammar.plain
            and (_of_another(parse, saying, item) or _before_its_verb(parse, saying, item))
        ):
            continue
        if saying.frame.id == "attack" and parse.grammar.plain and is_hit(parse, saying, item):
            continue
        people = parse.inside.get(item.first)
        movable = saying.frame.needs == "item" and saying.kind is not Kind.USE and not parse.grammar.cases
        if movable and people is not None and (people.form in ("people", "agent")):
            continue  # "drone specialists" are no drones.
        if parse.grammar.cases and elsewhere(parse, saying, item):
            continue
        distance = max(item.first - saying.last, saying.first - item.last, 0)
        between = (
            range(saying.last, item.first) if item.first >= saying.last else range(item.last, saying.first)
        )
        crossed = sum(i in parse.verbs and parse.verbs[i].tag.sort != "light" for i in between)
        if crossed and not shared(parse, saying, between):
            continue
        if distance > 22 or (saying.voice == "nominal" and item.first >= saying.last and distance > _NEAR):
            continue
        if saying.frame.item_is_subject and item.first > saying.first and not parse.grammar.verb_first:
            distance += 6
        score = (
            distance
            - 8 * item.drone
            + 16 * skill
            + 2 * (item.first < saying.first and saying.voice == "active")
        )
        if best is None or score < best[0]:
            best = (score, item)
    return best[1] if best else _related(parse, saying, start)


def _before_its_verb(parse: Parse, saying: Saying, item: Held) -> bool:
    """Whether a thing before an active verb is not its object: "surveyed it with a drone and found leaks"."""
    if saying.voice != "active" or item.last > saying.first or saying.frame.item_is_subject:
        return False
    if (
        saying.frame.needs != "item"
        or saying.frame.id in ("use", "hold", "appear")
        or saying.hit.tag.form == "participle"
    ):
        return False
    between = range(item.last, saying.first)
    if any(parse.tagged(i, "relative", "complement", "it") is not None for i in between):
        return False
    if saying.hit.tag.form in ("infinitive", "gerund") and len(between) <= 3:
        return False
    after = item.last
    while parse.tagged(after, "determiner") is not None:
        after += 1
    return after not in parse.inside  # "drones the group bought"


def _of_another(parse: Parse, saying: Saying, item: Held) -> bool:
    """Whether a participle says more of a noun that stands between: "drones in a house used by the gang"."""
    if saying.hit.tag.form != "participle" or saying.helpers or saying.voice == "nominal":
        return False
    marker = parse.tagged(item.last, "marker")
    if saying.first - item.last < 3 or marker is None or marker.tag.name == "of":
        return False
    index = saying.first - 1
    while parse.passed(index):
        index -= 1
    if parse.tagged(index, "conjunction") is not None:
        return True  # "surveyed it with a drone and found leaks"
    plain = index not in parse.inside and parse.tokens[index].word and parse.item_ending(index) is None
    return plain and parse.tagged(index, "period", "trigger") is None


def destroyed(parse: Parse, saying: Saying) -> bool:
    """Whether a drone is what is destroyed: "уничтожив полсотни дронов", not "склад уничтожен дронами"."""
    item = saying.item
    if item is None or parse.tagged(saying.first, "destroys") is None or saying.voice == "nominal":
        return False
    by = parse.norm(item.last - 1).endswith(parse.grammar.instrumental)
    governor = parse.governor(item.first)
    struck = item.first >= saying.last or saying.voice == "passive"
    return struck and not by and (governor.sort != "marker" or governor.name == "of")


def shot_at(parse: Parse, saying: Saying) -> bool:
    """Whether what is intercepted is brought down in flight: "зенітники перехопили дрони, які летіли"."""
    item = saying.item
    if item is None or not item.drone or saying.voice == "nominal":
        return False
    start = parse.start(saying.first)
    end = parse.end(saying.last - 1) + 6
    return any(start <= hit.first < end for hit in parse.all("air_defence"))


# What is handed over, bought or found is no instrument; what strikes is no place or unit named for it.
_THINGS = frozenset({"supply", "send", "receive", "buy", "smuggle", "seize", "hold", "loot", "produce"})
_MEANT = frozenset({"train", "learn", "school", "produce", "use", "watch", "attack", "recruit"})


def elsewhere(parse: Parse, saying: Saying, item: Held) -> bool:
    """Whether the case of a thing, or the noun it hangs on, keeps it from being what a trigger speaks of.

    "нашли с помощью дронов", "направили граждан для обучения управлению дронами", "удар по складу дронов",
    "убит командир взвода дронов".
    """
    if saying.frame.needs == "instrument":
        head = _head_before(parse, item)
        people = parse.inside.get(item.first)
        struck = people is not None and people.form in ("people", "agent") and "nom" not in people.cases
        return parse.tagged(head, "site") is not None or (struck and saying.voice != "nominal")
    if saying.frame.id not in _THINGS:
        return False
    governor = parse.governor(item.first)
    if governor.sort == "marker" and (
        governor.name == "help" or (governor.name == "for" and item.first >= saying.last)
    ):
        return True
    if saying.frame.id == "hold" and parse.tagged(_head_before(parse, item), "wreck") is not None:
        return True
    if any(parse.tagged(i, "against_it") is not None for i in range(item.first - 3, item.first)):
        return True  # "отряд противодействия дронам"
    by = parse.norm(item.last - 1).endswith(parse.grammar.instrumental) and len(parse.norm(item.last - 1)) > 4
    if by and saying.voice != "nominal" and governor.sort != "marker":
        return parse.tagged(saying.first, "with_it") is None
    noun = parse.tagged(_head_before(parse, item), "trigger")
    other = noun is not None and noun.first != saying.first and noun.first >= saying.last
    return (
        other and noun is not None and noun.tag.form == "noun" and noun.tag.name in _MEANT
        and saying.frame.id not in ("seize", "produce", "hold", "loot")
    )  # fmt: skip


def _head_before(parse: Parse, item: Held) -> int:
    """The token before a thing and its adjectives."""
    index = item.first - 1
    while index > 0 and index > item.first - 4 and (not parse.tokens[index].word or _of_class(parse, index)):
        if parse.norm(index) in (",", ";", ":", "(", ")", "—", "–"):
            break
        index -= 1
    return index


def _related(parse: Parse, saying: Saying, start: int) -> Held | None:
    """The item that a relative clause around a verb says more of: "drones que después ceden a X"."""
    joint = parse.tagged(start - 1, "relative", "complement")
    if saying.voice == "nominal" or joint is None or saying.first - start > 8:
        return None
    index = joint.first - 1
    while parse.norm(index) in (",", "،"):
        index -= 1
    item = parse.item_ending(index)
    movable = item is not None and item.item in MOVABLE and (item.drone or saying.frame.needs == "item")
    return item if movable else None


def is_hit(parse: Parse, saying: Saying, item: Held) -> bool:
    """Whether a drone is what is struck and not what strikes: "destroyed four drones", "drones were hit"."""
    if saying.voice == "active" and item.first >= saying.last:
        governor = parse.governor(item.first)
        return governor.sort != "marker" or governor.name == "of"
    governor = parse.governor(item.first)
    other = parse.tagged(governor.at, "trigger") if governor.sort == "verb" else None
    if item.last <= saying.first and other is not None and other.tag.name in ("down", "seize", "attack"):
        return True  # "shot down a drone and destroyed a tank"
    if saying.voice == "passive" and item.last <= saying.first:
        start = group_start(parse, saying)
        return item.last == start and parse.governor(item.first).sort == "free"
    return False


def shared(parse: Parse, saying: Saying, between: range) -> bool:
    """Whether the verb between shares the item: "produit et livre des drones"."""
    verbs = [i for i in between if i in parse.verbs and parse.verbs[i].tag.sort == "trigger"]
    others = [i for i in between if i in parse.verbs and parse.verbs[i].tag.sort == "speech"]
    if others or len(verbs) != 1:
        return False
    lower, upper = sorted((saying.first, verbs[0]))
    gap = range(lower + 1, upper)
    return len(gap) <= 3 and any(parse.tagged(i, "conjunction") for i in gap)


def stands_for_item(parse: Parse, saying: Saying) -> bool:
    """Whether a pronoun at the verb, or "such" at the noun, stands for a thing named before."""
    far = 5 if parse.grammar.construct else 1
    if saying.voice == "nominal":
        after = range(saying.last, saying.last + far)
        it = parse.grammar.construct and any(parse.tagged(i, "it") is not None for i in after)
        if saying.frame.needs == "instrument" and parse.grammar.plain:
            owed = (parse.tagged(i, "marker") for i in range(saying.last, saying.last + 4))
            it = it or any(hit is not None and hit.tag.name == "owed" for hit in owed)
        return it or parse.tagged(saying.first - 1, "such") is not None
    group = range(group_start(parse, saying), saying.last + far)
    told = saying.voice == "active" or bool(parse.grammar.cases)
    if parse.grammar.plain:  # An article after the verb is no pronoun, nor is the "en" of "en utilisant".
        gerund = saying.hit.tag.form == "gerund"
        group = range(saying.first if gerund else group.start, group.stop)
        return told and any(parse.tagged(i, "it") is not None and not parse.article(i) for i in group)
    return told and any(parse.tagged(i, "it") is not None for i in group)


def whole(parse: Parse, item: Held) -> tuple[int, int]:
    """First and one past the last token of the words for a thing, with those that say of what class it is.

    "commercial drones", "дронов с оптоволокном", "drone engines", "motors, batteries and cameras".
    """
    first, last = item.first, item.last
    for other in parse.items:
        if Item.COMPONENTS not in (item.item, other.item):
            continue
        # "motores de drones", "drone engines", but not "drones com peças".
        apart = item.drone and not other.drone
        if _linked(parse, last, other.first) and not (apart and other.first > last):
            last = max(last, other.last)
        elif _linked(parse, other.last, first) and not (not apart and other.drone and first > other.last):
            first = min(first, other.first)
    if parse.grammar.adjective_first:
        low = max(0, first - _CLASSES)
        while first > low and _of_class(parse, first - 1):
            first -= 1
    else:
        high = min(len(parse.tokens), last + _CLASSES)
        while last < high and _of_class(parse, last):
            last += 1
    return first, last


def _linked(parse: Parse, end: int, start: int) -> bool:
    """Whether one thing's words follow the other's, with only a preposition, comma or "and" between."""
    gap = range(end, start)
    return 0 <= start - end <= 2 and all(
        parse.norm(i) in (",", "،") or parse.tagged(i, "conjunction", "marker", "determiner") is not None
        for i in gap
    )


def _of_class(parse: Parse, index: int) -> bool:
    """Whether a word beside a thing is an adjective of it, by its ending or as a nationality."""
    token = parse.tokens[index]
    mention = parse.inside.get(index)
    if mention is not None:
        return mention.form == "adjective"
    tagged = parse.tagged(
        index, "trigger", "speech", "light", "aux", "marker", "determiner", "conjunction", "negation",
        "relative", "subordinator", "complement", "counter", "passed", "period", "hedge", "such",
    )  # fmt: skip
    if not token.word or tagged is not None or token.norm[0].isdigit():
        return False
    return "-" in token.norm or any(
        token.norm.endswith(ending) and len(token.norm) > len(ending) + 1
        for ending in parse.grammar.adjectives
    )


def item_at(parse: Parse, index: int) -> bool:
    """Whether an item word covers a token."""
    return any(item.first <= index < item.last for item in parse.items)


def name_things(parse: Parse, saying: Saying) -> None:
    """Say what moved and which class of drone the words state."""
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    within = [item for item in parse.items if start <= item.first < end]
    if parse.grammar.construct:
        within = [item for item in within if not is_part(parse, item)]
    if parse.grammar.cases:
        within = [item for item in within if not _of_part(parse, item)]
    stated = {item.item for item in within}
    flown = [item for item in within if item.drone]
    if saying.item is None and flown:
        saying.item = min(flown, key=lambda item: abs(item.first - saying.first))
    items = list(saying.frame.items)
    wanted: tuple[Item, ...] = ()
    if saying.kind in (Kind.TRANSFER, Kind.ACQUISITION, Kind.SEIZURE, Kind.SIGHTING, Kind.PRODUCTION):
        wanted = MOVABLE
        if saying.kind is Kind.TRANSFER:
            wanted += (Item.KNOWLEDGE, Item.EXPERIENCE)
    elif saying.kind is Kind.USE:
        wanted = (Item.MUNITION,)
    elif saying.kind is Kind.POLICY:
        wanted = (Item.EQUIPMENT, Item.COMPONENTS)
    items += [item for item in wanted if item in stated and item not in items]
    saying.items = tuple(items)
    classes = [item.system for item in within if item.drone and item.system is not None]
    classes += [System(hit.tag.name) for hit in parse.all("refine") if start <= hit.first < end]
    if any(item.drone for item in within):
        saying.system = most_specific(classes)
        drops = any(start <= hit.first < end for hit in parse.all("drops"))
        if saying.system in (None, System.MULTIROTOR_UNSPECIFIED) and drops and Item.MUNITION in stated:
            saying.system = System.MULTIROTOR_BOMBER
    if saying.system is None:
        saying.system = unstated(saying.kind, saying.items, drone=bool(flown))


def _of_part(parse: Parse, item: Held) -> bool:
    """Whether a drone only says what a part is for: "комплектующие для дронов"."""
    parts = [i for i in parse.items if i.item is Item.COMPONENTS and i.last <= item.first]
    return item.drone and any(_linked(parse, part.last, _head_before(parse, item) + 1) for part in parts)


def purpose(parse: Parse, hit: Hit) -> bool:
    """Whether a noun only says what a drone is made for: "drones d'attaque", "attack drones"."""
    if parse.grammar.adjective_first and not parse.grammar.cases:
        return any(item.first == hit.last and item.drone for item in parse.items)
    before = parse.tagged(hit.first - 1, "marker")
    made = parse.item_ending(hit.first - 2) if before is not None and before.tag.name == "of" else None
    return made is not None and made.drone and before is not None and before.last - before.first == 1


def lesson(parse: Parse, hit: Hit) -> bool:
    """Whether using is only what a lesson is about: "training in the use of drones"."""
    index, led = hit.first, False
    while index > max(hit.first - _CLASSES, 0):
        marker = next((m for m in parse.all("marker") if m.last == index), None)
        led |= marker is not None
        if marker is None and parse.tagged(index - 1, "determiner") is None:
            break
        index = marker.first if marker is not None else index - 1
    lessons = (h for at in (index - 1, index - 2) for h in parse.hits.get(at, ()) if h.last == index)
    return led and any(
        h.tag.sort == "trigger" and parse.grammar.frames[h.tag.name].kind is Kind.TRAINING for h in lessons
    )


def teachers_sent(parse: Parse, hit: Hit) -> bool:
    """Whether people who teach are what is sent: "envió instructores de drones", "отправку инструкторов"."""
    for mention in parse.mentions:
        if not hit.last <= mention.first <= hit.last + _CLASSES:
            continue
        led = range(hit.last, mention.first)
        blocked = any(is_item(parse, i) for i in led)
        other = (parse.tagged(i, "marker") for i in led if parse.tagged(i, "determiner") is None)
        if mention.form == "agent":
            return not blocked and all(m is None or m.tag.name == "of" for m in other)
        if mention.form != "country" or not parse.grammar.construct:
            return False
    return False
