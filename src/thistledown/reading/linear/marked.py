"""Parties that hang on a marker: a preposition, a case, a possessive."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from thistledown.codebook.terms import ActorKind, Kind
from thistledown.reading.linear.parse import Governor, Held, Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.things import item_at, lesson, shared
from thistledown.reading.linear.verbs import helpers_before
from thistledown.reading.mention_words import Mention

# What may stand before the verb where cases leave the order free.
_FREELY = frozenset({"at", "from", "with", "help", "hands", "under", "for"})


def put_marked(
    parse: Parse, saying: Saying, table: Mapping[str, str], put: object, taken: Sequence[Mention]
) -> None:
    """Mentions that hang on a marker the frame knows."""
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    for mention in parse.mentions:
        if mention in taken or mention.form == "adjective":
            continue
        if "to" in table and at_verb(parse, saying, mention):
            put(table["to"], mention)  # type: ignore[operator]
            continue
        after = mention.first >= saying.last
        if not (saying.last <= mention.first < end) and not (
            start <= mention.first and mention.last <= saying.first
        ):
            continue
        if (
            parse.grammar.cases
            and not after
            and parted(parse, range(mention.last, saying.first))
            and parse.governor(mention.first, mention).name != "bound"
        ):
            continue
        governor = parse.governor(mention.first, mention)
        governor = _dative(parse, saying, mention, governor)
        if governor.sort != "marker":
            continue
        if governor.name not in table and not mention.cases:
            other = next((name for name in parse.markers(governor.at) if name in table), governor.name)
            governor = governor._replace(name=other)
        role = table.get(governor.name)
        if role is None:
            continue
        if parse.grammar.cases and (origin(parse, governor) or headed(parse, saying, mention, governor)):
            continue
        if after and _other_takes(parse, saying, governor.at):
            continue
        cut = any(parse.norm(i) in (",", "،") for i in range(saying.last, governor.at))
        if after and saying.voice == "nominal" and parse.grammar.cases and cut:
            continue
        if not after:
            bound = governor.at == mention.first or governor.name in ("by", "to", "bound", "foe")
            bound = bound and (governor.name == "by" or not parse.grammar.construct)
            bound = bound or (bool(parse.grammar.cases) and governor.name in _FREELY)
            if parse.grammar.cases:
                within = saying.light is not None and saying.light.last <= mention.first
                loose = ("of", "in") if within else ("of", "for", "in")
                bound = governor.name not in loose and not _taken(parse, saying, mention)
            went = governor.name == "to" and mention.form in ("country", "metonym")
            infinitive = saying.hit.tag.form == "infinitive"
            if went and parse.grammar.plain and (infinitive or saying.voice == "active"):
                continue  # "travelled to Somalia to train fighters", "l'ambassade de Chine à Bamako a remis"
            if parse.grammar.plain and governor.name == "by" and _taken(parse, saying, mention):
                continue  # "com drones entregues pelo Irã, as milícias atacaram"
            if not bound or any(
                i in parse.verbs and i != saying.first for i in range(mention.last, saying.first)
            ):
                continue
            fronted = parse.grammar.plain and saying.light is not None and governor.name == "to"
            carried = saying.light is not None and saying.light.last <= mention.first
            if saying.voice == "nominal" and not (carried or fronted):
                continue  # "Aos recrutas, o comandante ofereceu um curso"
        because = any(parse.tagged(i, "reason") is not None for i in range(saying.last, governor.at))
        if after and saying.frame.id == "restrict" and because:
            continue  # "sanctioned them for supplying engines to Iran"
        if after and governor.name == "by" and _spoken_by(parse, governor.at, saying.last):
            continue
        if governor.name == "of" and not _of_trigger(parse, saying, governor.at, mention):
            continue
        if governor.name == "in" and saying.kind is not Kind.RECRUITMENT:
            continue
        if governor.name == "in" and parse.grammar.cases and mention.form in ("country", "metonym"):
            continue  # There, not on its side.
        if governor.name == "at" and mention.form == "country" and mention.first - governor.at > 1:
            continue  # "у берегов Йемена" is a place.
        put(role, mention)  # type: ignore[operator]


def origin(parse: Parse, governor: Governor) -> bool:
    """Whether "from" only says where the people before it come from: "контрабандисты из Эквадора"."""
    people = parse.ending(governor.at - 1) if governor.name == "from" else None
    return people is not None and people.form not in ("adjective", "anaphor", "country", "metonym")


def headed(parse: Parse, saying: Saying, mention: Mention, governor: Governor) -> bool:
    """Whether "to" a country only says where somebody was sent to learn: "на обучение в Россию"."""
    there = governor.name in ("to", "into") and governor.at != mention.first
    return (
        there and saying.frame.id in ("train", "learn", "school") and mention.form in ("country", "metonym")
    )


def at_verb(parse: Parse, saying: Saying, mention: Mention) -> bool:
    """Whether a pronoun before its verb says to whom it is done: "leur ont fourni des drones"."""
    if not parse.grammar.plain or saying.voice != "active":
        return False
    if mention.form != "anaphor" or mention.last > saying.first or mention.last - mention.first > 1:
        return False
    if parse.tagged(mention.first, "person") is None:
        return False
    return all(
        parse.tagged(i, "aux", "person", "negation") is not None or parse.passed(i)
        for i in range(mention.last, saying.first)
    )


def parted(parse: Parse, between: range) -> bool:
    """Whether a lone comma parts two tokens: another clause; two commas only put something in."""
    return sum(parse.norm(i) in (",", "،") for i in between) == 1


def _taken(parse: Parse, saying: Saying, mention: Mention) -> bool:
    """Whether another participle or noun before a mention takes it: "переданные Ираном дроны применялись"."""
    index = mention.first - 1
    while index >= 0 and mention.first - index <= 6 and parse.tokens[index].word:
        hit = parse.tagged(index, "trigger")
        if hit is not None and hit.first != saying.first:
            return hit.tag.form in ("participle", "gerund", "noun", "infinitive", "passive")
        if parse.tagged(index, "marker") is None and index not in parse.inside and not item_at(parse, index):
            return False
        index -= 1
    return False


def put_related(parse: Parse, saying: Saying, table: Mapping[str, str], put: object) -> None:
    """Who a relative word that is no subject stands for: "боевики, которых обучали", "à qui il a livré"."""
    index = saying.first - 1
    while index >= max(saying.first - 12, 0) and not parse.stops(index):
        relative = parse.tagged(index, "relative")
        if relative is not None:
            name, before = relative.tag.name, relative.first - 1
            marker = parse.tagged(before, "marker")
            if name and marker is not None:
                name, before = marker.tag.name.partition("+")[0], marker.first - 1
            while before >= 0 and parse.norm(before) in (",", "،"):
                before -= 1
            put(table.get(name), parse.ending(before))  # type: ignore[operator]
            return
        index -= 1


def _dative(parse: Parse, saying: Saying, mention: Mention, governor: Governor) -> Governor:
    """A form that is dative or genitive, after the thing handed over: who gets it, "передала дрони Сирии"."""
    if saying.kind is not Kind.TRANSFER or "dat" not in mention.cases or "nom" in mention.cases:
        return governor
    item = saying.item
    marked = governor.sort == "marker" and governor.at != mention.first
    if not parse.grammar.cases or marked:
        return governor
    index = mention.first - 1
    if saying.last <= index and parse.tagged(index, "it") is not None:  # "отгружать их России"
        return Governor("marker", "to", mention.first)
    if item is None:
        return governor
    while index > saying.first and (parse.tagged(index, "determiner") or not parse.tokens[index].word):
        index -= 1
    handed = item.first <= index < item.last and saying.first < mention.first
    if saying.voice == "nominal":
        handed = handed and item.first >= saying.last
    else:
        handed = handed or saying.first <= index < saying.last
    return Governor("marker", "to", mention.first) if handed else governor


def undeclined(parse: Parse, saying: Saying, givers: Sequence[Mention]) -> Mention | None:
    """Who gets it, where the form does not tell: "дронів М23", "Україна Судану не передавала"."""
    if saying.voice == "nominal":
        return _bare_taker(parse, saying)
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    for mention in parse.mentions:
        inside = start <= mention.first and mention.last <= end
        if (
            not inside
            or mention in givers
            or (mention is saying.subject and saying.voice == "active")
            or mention.form == "adjective"
            or (
                mention.form == "anaphor"
                and (mention.kind is ActorKind.UNKNOWN or "dat" not in mention.cases)
            )
        ):
            continue
        governor = parse.governor(mention.first, mention)
        if governor.sort == "marker" and governor.at != mention.first:
            continue
        between = range(min(mention.first, saying.first) + 1, max(mention.first, saying.first))
        crossed = any(i in parse.verbs or parse.norm(i) in (",", "،") for i in between)
        item = saying.item  # "передали «Аш-Шабаб» дрони": a name in quotation marks keeps its form.
        ahead = item is not None and saying.last <= mention.first and mention.last <= item.first
        kept = mention.form == "name" and ahead and not mention.cases - {"nom", "acc"}
        dative = "dat" in mention.cases and ("nom" not in mention.cases or ahead)
        if not crossed and (dative or kept or not mention.cases):
            return mention
    return None


def _bare_taker(parse: Parse, saying: Saying) -> Mention | None:
    """A name without cases between a noun and what is handed over: "снабжение М23 дронами"."""
    item = saying.item
    for mention in parse.mentions:
        if mention.form != "name" or mention.cases or item is None:
            continue
        ahead = mention.first == saying.last and 0 <= item.first - mention.last <= 2
        if ahead or (saying.last <= item.first and mention.first == item.last):  # "поставки дронов М23"
            return mention
    return None


def _other_takes(parse: Parse, saying: Saying, at: int) -> bool:
    """Whether another verb between the trigger and a marker takes what the marker brings."""
    if any(parse.tagged(i, "controls") is not None for i in range(saying.last, at)):
        return True  # "тренировка позволила экспертам": another verb that no frame knows.
    if parse.grammar.plain and saying.hit.tag.form == "participle" and not saying.helpers:
        auxiliaries = (parse.tagged(i, "aux") for i in range(saying.last, at))
        if any(aux is not None and aux.tag.name == "be" for aux in auxiliaries):
            return True  # "pilotos formados na Ucrânia são cobiçados por cartéis"
    carrier = saying.light.first if saying.light is not None else -1
    between = [i for i in range(saying.last, at) if i in parse.verbs and i != carrier]
    if parse.grammar.plain and any(_done_to(parse, i) for i in range(saying.last, at)):
        return True  # "drones supplied by Iran are flown by"
    if saying.kind is Kind.TRAINING:  # "учились пилотировать у ветеранов": what is taught takes nobody.
        own = (i for i in between if parse.verbs[i].tag.form not in ("infinitive", "gerund"))
        between = [i for i in own if not lesson(parse, parse.verbs[i])]
    return bool(between) and not shared(parse, saying, range(saying.last, at))


def _done_to(parse: Parse, index: int) -> bool:
    """Whether a verb in the passive stands at a token: "are flown", "sont utilisés"."""
    hit = parse.tagged(index, "trigger")
    helpers = helpers_before(parse, index) if hit is not None and hit.tag.form == "participle" else ()
    return any(aux.tag.name == "be" for aux in helpers)


def _spoken_by(parse: Parse, at: int, start: int) -> bool:
    """Whether "by" after a verb or noun of saying names who says so: "confirmed by", "an inquiry by"."""
    if parse.tagged(at - 1, "unnamed") is not None and at - 1 >= start and at - 1 not in parse.inside:
        return True
    return any(
        hit.last == at and hit.first >= start and hit.tag.form != "noun" for hit in parse.all("speech")
    )


def _of_trigger(parse: Parse, saying: Saying, at: int, mention: Mention) -> bool:
    """Whether "of X" says it of the trigger and not of another noun between."""
    index = at - 1
    if at == mention.first:  # A genitive by its ending alone.
        while index >= saying.last and (
            parse.tagged(index, "determiner", "marker") or not parse.tokens[index].word
        ):
            index -= 1
    if index < saying.last:
        return True
    if (
        saying.frame.needs in ("item", "instrument")
        and saying.item is not None
        and saying.item.last == index + 1
    ):
        return saying.item.first - saying.last <= 3
    told = saying.frame.id == "learn" and parse.grammar.plain and parse.item_ending(index) is not None
    if told and (mention.form == "agent" or mention.actor is not None):
        return True  # "recibieron entrenamiento en drones de instructores rusos"
    if saying.item is not None and mention.actor is not None and parse.grammar.plain:
        too = next((item for item in parse.items if item.last == index + 1), None)
        between = range(saying.item.last, too.first if too is not None else 0)
        joined = any(parse.tagged(i, "conjunction") is not None for i in between)
        return joined and len(between) <= 3  # "recebeu drones e formação do exército"
    return False


def owner(parse: Parse, item: Held) -> Mention | None:
    """Whose drone it is: "un drone du JNIM", "дрон хуситов", "JNIM's drone", "Houthi drone"."""
    for mention in parse.mentions:
        if mention.first >= item.last and mention.first - item.last <= 3:
            governor = parse.governor(mention.first, mention)
            of = governor.sort == "marker" and governor.name == "of" and governor.at >= item.last - 1
            of = of or (parse.grammar.construct and governor.name == "to" and governor.at == item.last)
            if governor.at == mention.first and any(
                parse.tokens[i].word for i in range(item.last, mention.first)
            ):
                of = False  # A genitive by its ending belongs to the word before it.
            if any(parse.tagged(i, "determiner") is not None for i in range(item.last, governor.at)):
                of = False  # "atacó con drones una base del ejército": another thing is theirs.
            plain = governor.sort == "name" and governor.at == item.last - 1
            led = range(item.last, mention.first)
            if plain and parse.grammar.plain and any(parse.tagged(i, "determiner") is not None for i in led):
                plain = False
            named = mention.form not in ("adjective", "country", "metonym")
            if (of or plain) and (named or (of and mention.form != "adjective")):
                return mention
        if (
            mention.last <= item.first
            and item.first - mention.last <= 1
            and (
                mention.possessive
                or (parse.grammar.adjective_first and mention.form == "name" and mention.last == item.first)
            )
        ):
            return mention
    return None
