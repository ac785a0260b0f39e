"""A verb with its helping verbs: its voice, where its group begins, which reading of a word stands here."""

from __future__ import annotations

from collections.abc import Sequence

from thistledown.reading.linear.construct import not_past
from thistledown.reading.linear.parse import Hit, Parse
from thistledown.reading.linear.saying import Saying


def ordered(parse: Parse, hits: Sequence[Hit]) -> list[Hit]:
    """The readings of a word, likelier ones first: a noun after an article, else a verb."""
    before = parse.tagged(hits[0].first - 1, "determiner", "marker")
    aux = helpers_before(parse, hits[0].first)
    if len({h.tag.name for h in hits}) > 1 and parse.grammar.plain:  # "employs volunteers", "employs drones"
        hits = sorted(hits, key=lambda h: _of_people(parse, h) is not _people_after(parse, h.last))
    nouns = [h for h in hits if h.tag.form == "noun"]
    verbs = [h for h in hits if h.tag.form != "noun"]
    if parse.grammar.adjective_first and parse.grammar.plain and not aux:
        finite = [h for h in verbs if not _as_noun(parse, h)]
        if nouns and not finite:
            return nouns
        verbs = finite or verbs  # "a drone appears": no noun is written so.
    if parse.grammar.construct and not_past(parse, hits[0]):
        verbs.sort(key=lambda h: h.tag.form == "past")
        return verbs + nouns
    if aux:
        verbs.sort(key=lambda h: h.tag.form not in ("participle", "infinitive"))
        return verbs + nouns
    if parse.grammar.adjective_first and parse.grammar.plain and _reduced(parse, hits[0]):
        verbs = [h for h in verbs if h.tag.form == "participle"] or verbs
    verbs.sort(key=lambda h: h.tag.form == "participle")
    if parse.grammar.adjective_first and parse.grammar.plain and _done_to(parse, hits[0]):
        verbs.sort(key=lambda h: h.tag.form != "participle")  # "Drone parts seized in Yemen"
        if parse.item_ending(hits[0].first - 1) is None and any(h.tag.form == "participle" for h in verbs):
            verbs = [h for h in verbs if h.tag.form == "participle"]
    if nouns and verbs and all(h.tag.form == "subjunctive" for h in verbs):
        # "ataque" is a verb only in a clause that another opens.
        opened = any(parse.tagged(i, "complement") for i in range(max(hits[0].first - 8, 0), hits[0].first))
        return verbs + nouns if opened and before is None else nouns
    if nouns and parse.grammar.adjective_first and parse.grammar.plain and _carried(parse, hits[0].first):
        return nouns + verbs  # "gave the rebels training"
    article = parse.tagged(hits[0].first - 1, "determiner") is not None
    if nouns and article and parse.tagged(hits[0].first - 1, "person", "it") is None:
        return nouns  # "the use of", never "the" and a verb.
    led = parse.tagged(hits[0].last, "marker") if parse.grammar.plain and article else None
    if nouns and led is not None and led.tag.name == "of":
        return nouns  # "a entrega de": no pronoun and verb.
    return nouns + verbs if before is not None and nouns else verbs + nouns


def _carried(parse: Parse, first: int) -> bool:
    """Whether a verb that only carries a noun stands a few words before, with nothing but a party between."""
    for index in range(first - 1, max(first - 6, -1), -1):
        if parse.tagged(index, "light") is not None and index not in parse.inside:
            return parse.tagged(index, "aux") is None
        if not parse.tokens[index].word or parse.tagged(index, "marker", "relative", "complement", "aux"):
            return False
    return False


def _done_to(parse: Parse, hit: Hit) -> bool:
    """Whether a form is passive by what stands beside it: the thing moved, a preposition, "by"."""
    after = parse.tagged(hit.last, "marker")
    if after is not None and after.tag.name == "by":
        return True
    if parse.tagged(hit.first - 1, "marker") is not None and not parse.passed(hit.first - 1):
        return True  # "in the use of armed drones"
    if after is not None and after.tag.name == "to" and hit.tag.name == "use":
        return True  # "a printer used to make gear"
    acts = parse.verbs.get(hit.first - 1)
    if acts is not None and acts.tag.sort in ("trigger", "light") and acts.tag.form != "gerund":
        return True  # "parades captured drones"
    item = parse.item_ending(hit.first - 1)
    return item is not None and parse.grammar.frames[hit.tag.name].needs == "item"


def _as_noun(parse: Parse, hit: Hit) -> bool:
    """Whether a form that could be a verb stands where English has a noun: "Ukrainian designs"."""
    before, after = hit.first - 1, parse.tagged(hit.last, "marker")
    if after is not None and after.tag.name == "of" and hit.tag.form in ("present", "infinitive", "gerund"):
        return True  # "the training of rebels", "transfers of drones"
    if hit.tag.form == "gerund":  # "received training", "drone training"
        carried = parse.tagged(before, "light")
        return _beside(parse, before, hit) or (carried is not None and carried.tag.form not in ("noun", ""))
    if hit.tag.form not in ("present", "infinitive"):
        return False
    mention = parse.inside.get(before)
    if parse.norm(before) in (parse.grammar.possessive, "-"):
        return True
    if mention is not None and mention.form == "adjective":
        return True
    return _beside(parse, before, hit)


def _of_people(parse: Parse, hit: Hit) -> bool:
    """Whether a word is one of a frame whose object are people."""
    frame = parse.grammar.frames.get(hit.tag.name)
    return frame is not None and frame.needs == "people"


def _people_after(parse: Parse, index: int) -> bool:
    """Whether people follow a verb, an article or a number between."""
    while parse.tagged(index, "determiner", "counter") is not None or parse.norm(index).isdigit():
        index += 1
    mention = parse.inside.get(index)
    return mention is not None and (mention.cohort or mention.form in ("people", "agent"))


def _reduced(parse: Parse, hit: Hit) -> bool:
    """Whether a form that may be past is a participle: "drones supplied by X", "with armed drones"."""
    after = parse.tagged(hit.last, "marker")
    if after is not None and after.tag.name == "by":
        return True
    if parse.described(hit):
        return True
    before = parse.tagged(hit.first - 1, "marker", "trigger", "counter")
    return before is not None and any(item.first == hit.last for item in parse.items)


def _beside(parse: Parse, before: int, hit: Hit) -> bool:
    """Whether a thing in the singular stands straight before a word and says what kind of it: "drone use"."""
    item = parse.item_ending(before)
    return item is not None and not parse.norm(before).endswith("s") and hit.last - hit.first == 1


def helpers_before(parse: Parse, first: int) -> tuple[Hit, ...]:
    """The helping verbs before a verb, nearest first."""
    found: list[Hit] = []
    index = first - 1
    while index >= 0 and first - index <= 7:
        aux = parse.tagged(index, "aux")
        if aux is not None:
            found.append(aux)
            index = aux.first - 1
            continue
        if not (parse.passed(index) or parse.tagged(index, "such") is not None):
            break
        index -= 1
    return tuple(found)


def voice_of(parse: Parse, hit: Hit, helpers: Sequence[Hit]) -> str:
    """Active, passive or nominal, by the form of a word and of its helping verbs."""
    form = hit.tag.form
    if form == "noun":
        return "nominal"
    if form == "passive":
        return "passive"
    names = [aux.tag.name for aux in helpers]
    if form == "participle":
        if names and names[0] == "have":
            return "active"
        return "passive"
    if form == "past" and names and names[0] == "be":
        return "passive"
    return "active"


def is_saying(parse: Parse, hit: Hit) -> bool:
    """Whether a word that can be a verb of saying is one here: ", aseguró el comandante"."""
    before = parse.norm(hit.first - 1)
    if before in (",", "،", "»", "”", '"') and hit.tag.form != "noun":
        quoted = before in ("»", "”", '"') and bool(parse.grammar.cases)
        if not (quoted and (hit.first - 1 in parse.inside or hit.first - 2 in parse.inside)):
            return True
    return parse.tagged(hit.last, "complement") is not None


def words(parse: Parse, hit: Hit) -> str:
    """The folded words of a phrase."""
    return " ".join(parse.norm(i) for i in range(hit.first, hit.last))


def describes(parse: Parse, hit: Hit) -> bool:
    """Whether a participle only describes a thing: "drones armés" with nothing that it governs."""
    before, after = parse.item_ending(hit.first - 1), hit.last
    if before is not None and before.drone and hit.tag.name == "equip" and parse.grammar.plain:
        governor = parse.tagged(after, "marker")
        return governor is None or governor.tag.name != "by"  # "drones armés en vol"
    head = parse.inside.get(after)
    if parse.grammar.cases and head is not None and head.cases and not head.cases & {"ins", "dat"}:
        return parse.grammar.frames[hit.tag.name].needs == "instrument"  # "у убитых боевиков"
    if parse.tagged(after, "marker") is not None or parse.inside.get(after) is not None:
        return False
    if parse.grammar.cases and any(m.cases for m in parse.mentions if hit.last <= m.first <= hit.last + 3):
        return False
    if parse.grammar.adjective_first and parse.grammar.plain:  # "armed multirotor drones"
        while after < hit.last + 2 and _plain_word(parse, after):
            after += 1
    return before is not None or any(item.first in (hit.last, after) for item in parse.items)


def _plain_word(parse: Parse, index: int) -> bool:
    """Whether a word is no function word, verb or party: it can be an adjective."""
    return (
        0 <= index < len(parse.tokens)
        and parse.tokens[index].word
        and index not in parse.inside
        and index not in parse.verbs
        and parse.tagged(
            index,
            "item",
            "aux",
            "marker",
            "determiner",
            "conjunction",
            "passed",
            "it",
            "trigger",
            "relative",
            "subordinator",
        )
        is None
    )


def group_start(parse: Parse, saying: Saying) -> int:
    """The first token of a verb with its helping verbs, negations and adverbs."""
    index = saying.helpers[-1].first if saying.helpers else saying.first
    while index > 0 and (parse.passed(index - 1) or parse.tagged(index - 1, "aux", "person", "negation")):
        if parse.grammar.cases and parse.stops(index - 1):
            break
        index -= 1
    return index


def unled(parse: Parse, saying: Saying) -> bool:
    """Whether nothing makes an infinitive an act: "технологии, позволяющие управлять дронами"."""
    if saying.hit.tag.form != "infinitive" or saying.helpers:
        return False
    start = group_start(parse, saying)
    led = (parse.tagged(i, "speech", "light", "aux", "controls") for i in range(max(start - 5, 0), start))
    said = [hit for hit in led if hit is not None]
    if any(hit.tag.sort != "controls" for hit in said):
        return False
    return not said or not any(
        said[0].last <= mention.first and mention.last <= saying.first for mention in parse.mentions
    )


def made_for(parse: Parse, hit: Hit) -> bool:
    """Whether a noun of making only says what a firm is for: "предприятие по производству дронов"."""
    marker = parse.tagged(hit.first - 1, "marker")
    return marker is not None and marker.tag.name.partition("+")[0] in ("against", "on", "with", "from")


def closes(parse: Parse, hit: Hit) -> bool:
    """Whether a verb only tells, in a clause that closes a sentence, who says it: ", Reuters has learned"."""
    if parse.tagged(hit.first, "tells") is None or hit.tag.form == "noun":
        return False
    english = parse.grammar.adjective_first and parse.grammar.plain
    more = hit.last < len(parse.tokens) and parse.tokens[hit.last].word
    if english and more and parse.tagged(hit.last, "marker", "period") is None:
        return False
    comma = next((i for i in range(hit.first - 1, max(hit.first - 9, 0), -1) if parse.norm(i) == ","), None)
    if comma is None or any(item.first > comma for item in parse.items):
        return False
    own = (i for i in range(comma + 1, hit.first) if parse.tagged(i, "aux") is None)
    return not any(i in parse.verbs or parse.tagged(i, "relative", "conjunction") is not None for i in own)
