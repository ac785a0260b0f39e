"""What follows from the parties: the kind in the end, and what says too little to be kept."""

from __future__ import annotations

from collections.abc import Sequence

from thistledown.codebook.terms import ActorKind, Item, Kind
from thistledown.reading.linear.construct import is_part
from thistledown.reading.linear.nominal import sends_people
from thistledown.reading.linear.parse import Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.subject import STATES
from thistledown.reading.linear.things import GROUPS
from thistledown.reading.mention_words import Mention

_QUOTES = frozenset('«“„"')


def distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Parties without pronouns that point at nothing and without naming anybody twice."""
    kept: list[Mention] = []
    for mention in mentions:
        if mention.form == "anaphor" and mention.kind is ActorKind.UNKNOWN:
            continue
        same = mention.actor or mention.name.casefold()
        if not any(same == (m.actor or m.name.casefold()) for m in kept):
            kept.append(mention)
    return kept


def required(parse: Parse, saying: Saying) -> bool:
    """Whether what the frame requires besides its needs is there."""
    if "munition" in saying.frame.requires:
        start, end = parse.start(saying.first), parse.end(saying.last - 1)
        return any(i.item is Item.MUNITION and start <= i.first < end for i in parse.items)
    if "agents" in saying.frame.requires:
        return sends_people(parse, saying)
    if "cargo" in saying.frame.requires:  # A drone shot down in flight reaches nobody's hands.
        item = saying.item
        return bool(saying.recipients) or (item is not None and (not item.drone or is_part(parse, item)))
    if "object" in saying.frame.requires:  # "has armed drones", and no "has used drones".
        led = range(saying.last, saying.item.first if saying.item is not None else 0)
        clear = not any(
            parse.tagged(i, "trigger") or i in parse.verbs or i in parse.inside or not parse.tokens[i].word
            for i in led
        )
        return saying.item is not None and saying.item.first >= saying.last and len(led) <= 3 and clear
    if "following" in saying.frame.requires and (saying.item is None or saying.item.first < saying.last):
        return False
    if "from" in saying.frame.requires:
        return bool(saying.providers)
    return bool(saying.recipients)


def fitted_out(parse: Parse, saying: Saying) -> bool:
    """Whether drones themselves are what is armed or fitted out: "armam drones com granadas"."""
    item = saying.item
    if item is None or not item.drone or saying.voice != "active":
        return False
    led = range(saying.last, item.first)
    bare = all(parse.tagged(i, "determiner") is not None or parse.norm(i).isdigit() for i in led)
    return len(led) <= 3 and item.first >= saying.last and bare


def paraded(parse: Parse, saying: Saying) -> bool:
    """Whether a state's force only shows what it has: "the air force displayed a drone"."""
    forces = [m for m in saying.recipients if m.form == "force" and parse.norm(m.first - 1) not in _QUOTES]
    return saying.frame.id == "hold" and bool(forces) and len(forces) == len(saying.recipients)


def settle(saying: Saying, *, plain: bool) -> Saying | None:
    """Apply what the parties say about the kind, and drop what says too little."""
    kind, provider = saying.kind, saying.providers[0] if saying.providers else None
    if kind is Kind.TRANSFER and provider is None:
        if saying.frame.id == "receive":
            states = bool(saying.recipients) and all(m.kind in STATES for m in saying.recipients)
            if not states or saying.voice == "nominal" or saying.hit.last - saying.hit.first < 3:
                saying.kind = Kind.ACQUISITION
        elif saying.frame.id == "equip" and saying.recipients and saying.voice == "passive":
            saying.kind = Kind.SIGHTING
            saying.reasons.append("equipped by nobody named: a sighting")
        elif not saying.recipients:
            return None
    if kind is Kind.SEIZURE and saying.captor is not None:
        if saying.captor.kind in GROUPS:
            saying.kind = Kind.ACQUISITION
            saying.providers = tuple(m for m in saying.recipients if m != saying.captor)
            saying.recipients = (saying.captor,)
            saying.reasons.append("taken by an armed group: an acquisition from the battlefield")
        else:
            saying.recipients = tuple(m for m in saying.recipients if m != saying.captor)
            saying.reasons.append(f"seized by: {saying.captor.literal}")
    if saying.frame.id == "loot" and saying.recipients and saying.recipients[0].kind in STATES:
        saying.kind = Kind.SEIZURE
        saying.captor, saying.recipients, saying.providers = saying.recipients[0], saying.providers, ()
        saying.reasons.append(f"seized by: {saying.captor.literal}")
    if saying.kind is Kind.USE and saying.frame.id == "use" and not saying.recipients:
        return None
    if saying.frame.id == "watch" and not any(m.actor or m.kind in GROUPS for m in saying.recipients):
        return None  # Anybody may film with a drone.
    if kind is Kind.TRAINING and not saying.parties:
        return None
    if kind is Kind.TRAINING and saying.voice == "nominal" and not saying.recipients and not saying.light:
        return None
    if kind is Kind.RECRUITMENT:
        known = (m for m in saying.recipients if m.form != "noun" or m.kind is not ActorKind.UNKNOWN)
        saying.recipients = tuple(known)  # "signed up for the money"
        people = any(m.cohort or m.form in ("people", "agent") for m in saying.providers)
        if saying.frame.id == "recruit":  # "reclutó a sicarios del CJNG"
            people = people or any(m.kind in GROUPS for m in saying.providers)
        elif any(m.kind in STATES for m in saying.recipients):  # "integrantes del CJNG se alistaron"
            people = people or any(m.kind is ActorKind.CRIMINAL_ORGANISATION for m in saying.providers)
        signed = plain and saying.frame.id == "recruit" and saying.voice != "nominal"
        if not people or not (saying.recipients or signed or any(m.former for m in saying.providers)):
            return None
    smuggled = saying.frame.id == "smuggle" and saying.voice == "passive" and saying.item is not None
    if (
        saying.kind in (Kind.SIGHTING, Kind.PRODUCTION, Kind.ACQUISITION)
        and not saying.recipients
        and not smuggled
    ):
        return None
    if kind is Kind.POLICY and not saying.providers:
        return None
    return saying


def _repeats(saying: Saying, found: Sequence[Saying]) -> bool:
    """Whether a noun only says what was taken or banned: "seized a shipment", "drones in the hands of X"."""
    for other in found:
        if other is saying:
            continue
        if saying.kind is Kind.SIGHTING and other.item is not None and other.item is saying.item:
            return True
        twice = other.kind is saying.kind and other.voice == "nominal" and other.item is saying.item
        carried = saying.light is None or other.light is not None
        if twice and carried and 0 <= saying.first - other.last <= 3:
            return True
        taken = other.kind in (Kind.SEIZURE, Kind.POLICY) and other.voice != "nominal"
        if taken and saying.kind in (Kind.TRANSFER, Kind.ACQUISITION) and 0 <= saying.first - other.last <= 5:
            return True
    return False


def _taken_up(parse: Parse, saying: Saying, found: Sequence[Saying]) -> bool:
    """Whether a noun is what was seized, or what a thing is for: "пресекли поставку", "для использования"."""
    marker = parse.tagged(saying.first - 1, "marker")
    start = parse.start(saying.first)
    for other in found:
        if other is saying or other.voice == "nominal" or parse.start(other.first) != start:
            continue
        goods = saying.kind in (Kind.TRANSFER, Kind.ACQUISITION)
        if goods and other.kind is Kind.SEIZURE and abs(other.first - saying.first) <= 10:
            return True
    goods = saying.kind is Kind.TRANSFER and saying.item is None
    if goods and any(start <= hit.first < parse.end(saying.first) for hit in parse.all("destroys")):
        return True  # "частину вантажу знищено"
    aim = marker is not None and marker.tag.name == "for" and saying.kind is Kind.USE
    return aim and any(other.first < saying.first and other.kind is not Kind.USE for other in found)


def leans(parse: Parse, saying: Saying, found: Sequence[Saying]) -> bool:
    """Whether a saying only tells what another is for: "trained them to fly drones"."""
    others = [other for other in found if other is not saying and other.first < saying.first]
    hurt = parse.grammar.cases and saying.frame.id == "attack" and saying.voice == "passive"
    if hurt and any(o.frame.id == "attack" and o.item == saying.item for o in others):
        return True  # "ударили дроном по рынку, трое ранены"
    aim = saying.hit.tag.form in ("infinitive", "gerund", "noun")
    if aim and saying.kind is Kind.USE and parse.grammar.construct and not saying.light:
        for_it = parse.tagged(saying.first - 1, "marker")
        if for_it is not None and for_it.tag.name == "to" and others:
            return True
    if aim and saying.kind in (Kind.USE, Kind.PRODUCTION):
        near = [
            o for o in others if o.kind in (Kind.TRAINING, Kind.RECRUITMENT) and saying.first - o.last <= 14
        ]
        if parse.grammar.cases and saying.hit.tag.form == "infinitive":  # "скидати гранати навчили українці"
            near += [o for o in found if o.kind is Kind.TRAINING and 0 < o.first - saying.last <= 8]
        if near and not saying.light:
            return True
        if (
            any(o.frame.id == "use" and saying.first - o.last <= 10 for o in others)
            and saying.frame.id == "attack"
            and not saying.light
        ):
            return True
    if saying.voice == "nominal" and parse.grammar.construct and _repeats(saying, found):
        return True
    if saying.voice != "nominal" and (saying.supplied or not saying.parties):
        # "three died in an attack by X": the noun tells more.
        for other in found:
            noun = other.voice == "nominal" and bool(other.parties) and other.kind is saying.kind
            if (
                noun
                and not other.supplied
                and not parse.grammar.cases
                and abs(other.first - saying.first) <= 8
            ):
                return True
    if saying.voice == "nominal":
        for other in found:
            if other is saying or other.kind is not saying.kind:
                continue
            guessed = parse.grammar.plain and other.supplied and not saying.supplied
            fuller = bool(saying.parties) and (guessed or not other.parties)
            tells = bool(parse.grammar.cases) or not fuller
            close = other.voice != "nominal" and abs(other.first - saying.first) <= 8
            if close and tells and not saying.light:
                return True
            if other.light is not None and saying.hit == other.light:
                return True
    if (
        saying.voice == "nominal"
        and saying.kind in (Kind.TRANSFER, Kind.ACQUISITION)
        and saying.light is None
    ):
        ahead = (parse.tagged(saying.first - back, "trigger") for back in (1, 2))
        if any(hit is not None and hit.tag.name == "restrict" for hit in ahead):
            return True  # "заборонити експорт"
    free = saying.voice == "nominal" and saying.light is None and not parse.grammar.construct
    if free and _taken_up(parse, saying, found):
        return True
    same = any(o is not saying and o.kind is saying.kind and o.voice != "nominal" for o in found)
    if saying.hit.tag.form == "gerund" and parse.grammar.cases and same:
        return True  # "освоїли дрони, навчаючись за відео"
    deals = [o for o in others if o.kind is Kind.POLICY and o.light is not None and parse.grammar.plain]
    if saying.light is not None and any(o.light == saying.light for o in deals):
        return True  # "firmaram um acordo para a montagem": the deal is what was made.
    carried = [other for other in found if other.light is not None and other.light.first == saying.first]
    own = 0 if parse.grammar.adjective_first and parse.grammar.plain else -1  # "receive drone training"
    between = saying.item is not None and any(
        saying.last <= saying.item.first < o.first and o.first - saying.item.last > own for o in carried
    )
    return bool(carried) and not between
