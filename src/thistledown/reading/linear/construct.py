"""What the order of words tells in a language without a word for "of": Arabic."""

from __future__ import annotations

from collections.abc import Mapping

from thistledown.codebook.terms import Item, Kind
from thistledown.reading.linear.parse import Held, Hit, Parse
from thistledown.reading.mention_words import Mention

_DEALS = (Kind.TRANSFER, Kind.TRAINING, Kind.SEIZURE)


def not_past(parse: Parse, hit: Hit) -> bool:
    """Whether a verb whose past and present are written alike is no past here.

    It is none after a negation, a complement or a particle of the future; nor with a country, which is
    feminine, where the past has no feminine ending.
    """
    before = parse.tagged(hit.first - 1, "negation", "complement", "aux")
    if before is not None and (before.tag.sort != "aux" or before.tag.form == "future"):
        return True
    near = (parse.ending(hit.first - 1), parse.inside.get(hit.last))
    return any(m is not None and m.form in ("country", "metonym") for m in near)


def reaches(parse: Parse, between: range) -> bool:
    """Whether nothing but small words lies between a verb with its subject and what it governs."""
    small = ("complement", "marker", "determiner", "person", "aux", "negation")
    unknown = 0
    for index in between:
        if index in parse.inside:
            return False
        if not parse.passed(index) and parse.tagged(index, *small) is None:
            unknown += 1
    return unknown <= 2


def followed(parse: Parse, subject: Mention) -> bool:
    """Whether another actor without a marker stands straight after what looks like the subject."""
    for mention in parse.mentions:
        if mention.first >= subject.last and mention.form != "adjective":
            governor = parse.governor(mention.first, mention)
            return governor.sort == "name" and subject.first <= governor.at < subject.last
    return False


def struck(parse: Parse, item: Held | None, subject: Mention | None) -> bool:
    """Whether the drone is what an actor hit, not what it hit with: "دمرت الدفاعات الجوية مسيرة"."""
    if item is None or subject is None or item.first < subject.last:
        return False
    governor = parse.governor(item.first)
    bare = governor.sort in ("name", "verb") and governor.name == ""
    return bare and governor.at >= subject.first


def belongs(parse: Parse, mention: Mention) -> bool:
    """Whether an actor stands for its unknown part before it: "خلية تابعة لداعش" (not for its drones)."""
    governor = parse.governor(mention.first, mention)
    marker = parse.tagged(governor.at, "marker") if governor.name == "of" else None
    return marker is not None and parse.tagged(marker.first - 1, "item", "trigger") is None


def belonging(parse: Parse, index: int) -> Mention | None:
    """The actor that an unknown noun at a token belongs to, said by a word for "of": "خلية تابعة لداعش"."""
    if not parse.tokens[index].word or parse.tagged(index, "item", "trigger", "marker") is not None:
        return None
    marker = parse.tagged(index + 1, "marker")
    if marker is None or marker.tag.name != "of":
        return None
    return parse.inside.get(marker.last)


def planned(parse: Parse, home: int) -> bool:
    """Whether a clause says what somebody plans or denies to do, whoever that is: "تعهدت ... بأن تزود"."""
    for index in range(home - 1, max(home - 14, -1), -1):
        hit = parse.verbs.get(index)
        if hit is not None:
            own = hit.tag.sort == "speech" and hit.tag.name in ("denied", "forecast")
            return own and parse.tagged(index, "expects") is None
    return False


def handed_on(parse: Parse, trigger: Hit, item: Held | None) -> bool:
    """Whether know-how and not the drone it is about is handed on: "نقلوا خبرتهم في صيانة المسيرات"."""
    if item is None:
        return False
    return any(
        one.item is Item.KNOWLEDGE
        and trigger.last <= one.first
        and one.last <= item.first
        and parse.governor(one.first).sort != "marker"
        for one in parse.items
    )


def undergoes(parse: Parse, item: Held | None, index: int) -> bool:
    """Whether the thing stands right before its verb, which is then a passive: "المسيرات شحنت من اليمن"."""
    if item is None or item.last > index + 1 or index - item.last > 2:
        return False
    governor = parse.governor(item.first)
    if governor.sort == "marker" and parse.tagged(governor.at, "marker") is not None:
        return False
    return all(
        parse.tokens[i].word and parse.inside.get(i) is None and i not in parse.verbs
        for i in range(item.last, index + 1)
    )


def is_part(parse: Parse, item: Held) -> bool:
    """Whether a drone is named only to say what a part is of: "قطع الطائرات المسيرة", "محركات لمسيرات"."""
    if not item.drone:
        return False
    before = item.first - 1
    marker = parse.tagged(before, "marker")
    if marker is not None and marker.tag.name == "to":
        before -= 1
    part = parse.item_ending(before)
    return part is not None and part.item is Item.COMPONENTS


def charged(parse: Parse, trigger: Hit, start: int) -> Mention | None:
    """Who a noun of accusation charges with it: "اتهامات لكييف بتعليم المتمردين", "اتهام كييف بتسليح"."""
    for hit in parse.all("speech"):
        if hit.tag.name != "alleged" or hit.tag.form != "noun" or not start <= hit.first < trigger.first:
            continue
        between = [m for m in parse.mentions if hit.last <= m.first and m.last <= trigger.first]
        between = [m for m in between if m.form != "adjective"]
        to = [m for m in between if parse.governor(m.first, m).name == "to"]
        bare = [m for m in between if parse.governor(m.first, m).sort != "marker" and m.first - hit.last <= 1]
        faces = parse.ending(hit.first - 1)  # "تواجه الإمارات اتهامات بتزويد"
        faces = faces if faces is not None and faces.form != "adjective" else None
        return to[-1] if to else bare[0] if bare else faces
    return None


def construct_roles(
    parse: Parse, trigger: Hit, kind: Kind, table: Mapping[str, str], *, doer: bool
) -> tuple[Mapping[str, str], Mention | None]:
    """Who stands straight after a noun of happening: its doer, or with a doer known whom it is done to.

    Returns:
        The roles by marker, and a second actor straight after the first, whom it is done to.
    """
    of = table.get("of")
    if of is None or kind not in _DEALS:
        return table, None
    if doer:
        return {**table, "of": "recipient"}, None
    found = pair(parse, trigger)
    if found is not None:
        doer_role = {**table, "of": table.get("give", of)}
        bare = parse.governor(found[1].first, found[1]).sort == "name"
        return doer_role, found[1] if bare else None
    if "receive" in table and kind is Kind.TRANSFER:
        # "تسليم مالي مسيرات": without a word for "to" it is who gets them.
        end = parse.end(trigger.last - 1)
        to = ("to", "for", "bound")
        after = [m for m in parse.mentions if trigger.last <= m.first < end]
        if not any(parse.governor(m.first, m).name in to for m in after):
            return {**table, "of": "recipient"}, None
    return table, None


def pair(parse: Parse, trigger: Hit) -> tuple[Mention, Mention] | None:
    """The doer straight after a noun of happening, then whom it is done to: "تسليح إيران الحوثيين"."""
    own = hanging(parse, trigger)
    if own is None:
        return None
    after = next((m for m in parse.mentions if m.first >= own.last and m.form != "adjective"), None)
    if after is None or after.first - own.last > 3:
        return None
    governor = parse.governor(after.first, after)
    bare = governor.sort == "name" and own.first <= governor.at < own.last
    to = governor.sort == "marker" and governor.name == "to" and governor.at >= own.last
    return (own, after) if bare or to else None


def hanging(parse: Parse, trigger: Hit) -> Mention | None:
    """The actor straight after a noun of happening."""
    return next((m for m in parse.mentions if m.form != "adjective" and _hangs(parse, m, trigger)), None)


def _hangs(parse: Parse, mention: Mention, trigger: Hit) -> bool:
    governor = parse.governor(mention.first, mention)
    return governor.name == "of" and trigger.first <= governor.at < trigger.last
