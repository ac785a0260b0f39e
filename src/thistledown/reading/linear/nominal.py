"""Parties around a noun that says that something happened, and the verb that carries it."""

from __future__ import annotations

from collections.abc import Mapping

from thistledown.codebook.terms import Kind
from thistledown.reading.linear.accused import accused_of
from thistledown.reading.linear.construct import construct_roles, hanging, pair
from thistledown.reading.linear.marked import put_marked
from thistledown.reading.linear.objects import object_of
from thistledown.reading.linear.parse import Hit, Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.subject import (
    can_be_subject,
    matrix_subject,
    right_subject,
    seat_of,
    subject_of,
)
from thistledown.reading.linear.verbs import helpers_before, voice_of, words
from thistledown.reading.mention_words import Mention


def put_nominal(parse: Parse, saying: Saying, table: Mapping[str, str], put: object) -> None:
    """Put the parties around a noun trigger, and those of the verb that carries it."""
    first, last = saying.first, saying.last
    for mention in parse.mentions:
        if mention.form == "adjective" and "adjective" in table:
            before = 0 <= first - mention.last <= 2 and not any(
                not parse.tokens[i].word or i in parse.verbs for i in range(mention.last, first)
            )
            after = 0 <= mention.first - last <= (0 if parse.grammar.construct else 1) or (
                saying.item is not None
                and 0 <= mention.first - saying.item.last <= 0
                and saying.item.first - last <= 2
                and table["adjective"] == "provider"
            )
            if (before and parse.grammar.adjective_first) or (after and not parse.grammar.adjective_first):
                put(table["adjective"], mention, spread=False)  # type: ignore[operator]
        elif mention.possessive and 0 <= first - mention.last <= 4 and "adjective" in table:
            put(table["adjective"], mention)  # type: ignore[operator]
    accused = accused_of(parse, saying)
    if accused is not None:
        put(table.get("by"), accused)  # type: ignore[operator]
        saying.subject = accused
    denies = [hit for hit in parse.all("speech") if hit.tag.name == "denied" and hit.tag.form != "noun"]
    if parse.grammar.cases and accused is None and any(hit.last <= first for hit in denies):
        saying.subject = seat_of(parse, saying)
        if saying.subject is None and saying.frame.active.get("subject") == "recipient":
            free = [m for m in parse.mentions if m.last <= denies[0].first and can_be_subject(parse, m)]
            saying.subject = next((m for m in free if parse.governor(m.first, m).sort == "free"), None)
        put(table.get("by"), saying.subject)  # type: ignore[operator]
    light = _light(parse, saying)
    if light is not None and accused is None:
        saying.light = light
        verb = Saying(
            hit=light,
            trigger=parse.span(light.first, light.last),
            frame=saying.frame,
            kind=saying.kind,
            voice="active",
            helpers=helpers_before(parse, light.first),
        )
        saying.helpers = verb.helpers
        verb.voice = voice_of(parse, light, verb.helpers)
        saying.reasons.append(f"light verb: {words(parse, light)}")
        if verb.voice == "active":
            if parse.grammar.construct and light.first >= saying.last:  # "an attack X carried out"
                subject = right_subject(parse, verb)
            else:
                subject, _ = subject_of(parse, verb, (), None)
            saying.subject = subject
            put(table.get(light.tag.name), subject)  # type: ignore[operator]
            if light.tag.name == "receive" and subject is not None:
                table = {name: role for name, role in table.items() if name != "of"}
                if parse.grammar.plain:
                    put(table.get("by"), _teacher(parse, saying))  # type: ignore[operator]
            if light.tag.name == "give":
                given = object_of(parse, verb, subject)
                if given is not None and given.last <= first:
                    put(table.get("receive"), given)  # type: ignore[operator]
        elif light.tag.name == "give" and light.last <= first and parse.grammar.plain:
            saying.subject, _ = subject_of(parse, verb, (), None)  # "the rebels were given lessons"
            put(table.get("receive"), saying.subject)  # type: ignore[operator]
    elif parse.grammar.construct and accused is None:
        told = table.get("of") == table.get("give") == "recipient" and hanging(parse, saying.hit) is not None
        subject = None if told or pair(parse, saying.hit) else matrix_subject(parse, saying)
        if subject is not None:
            saying.subject = subject
            saying.reasons.append(f"who speaks of it does it: {subject.literal}")
            put(table.get("give") or table.get("by"), subject)  # type: ignore[operator]
    if parse.grammar.construct:
        doing = saying.subject is not None and (saying.light is None or saying.light.tag.name == "give")
        table, other = construct_roles(parse, saying.hit, saying.kind, table, doer=doing)
        put("recipient", other)  # type: ignore[operator]
    if parse.grammar.cases and saying.item is not None and "to" in table:
        bare = parse.inside.get(saying.item.last)
        if bare is not None and not bare.cases and bare.form != "adjective" and saying.item.first >= last:
            put(table["to"], bare)  # type: ignore[operator]
    sent = _sent(parse, saying) if parse.grammar.cases and saying.kind is Kind.TRAINING else None
    put(table.get("of"), sent)  # type: ignore[operator]
    if sent is not None:
        table = {name: role for name, role in table.items() if name != "of"}
    put_marked(parse, saying, table, put, [m for m in (saying.subject, sent) if m is not None])


def _teacher(parse: Parse, saying: Saying) -> Mention | None:
    """Who gives what somebody receives: "recibieron entrenamiento en drones de instructores rusos"."""
    end = parse.end(saying.last - 1)
    carried = saying.light.last if saying.light is not None else saying.last
    start = min(carried, saying.last)  # "receberam dos russos formação em drones"
    for mention in parse.mentions:
        if start <= mention.first < end and (mention.actor is not None or mention.form == "agent"):
            governor = parse.governor(mention.first, mention)
            if governor.sort == "marker" and governor.name == "of" and mention.form != "adjective":
                return mention
    return None


def _sent(parse: Parse, saying: Saying) -> Mention | None:
    """Who is sent to be taught: "отправили бойцов на курсы", "відправлення операторів на навчання"."""
    marker = parse.tagged(saying.first - 1, "marker") or parse.tagged(saying.first - 2, "marker")
    if marker is None or marker.tag.name != "on":
        return None
    for mention in parse.mentions:
        near = 0 <= marker.first - mention.last <= 2 and mention.form not in (
            "adjective",
            "country",
            "metonym",
        )
        if near and "nom" not in mention.cases and mention.cases & {"acc", "gen"}:
            return mention
    return None


def _light(parse: Parse, saying: Saying) -> Hit | None:
    """The verb that only carries a noun: "a procédé à une livraison", "прошли обучение", "تم تدريب"."""
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    index = saying.first - 1
    while index >= max(start, saying.first - (12 if parse.grammar.construct else 9)):
        hit = parse.tagged(index, "light")
        if hit is not None:
            return hit
        if index in parse.verbs or parse.tagged(index, "relative") is not None:
            break
        index -= 1
    index = saying.last
    while index < min(end, saying.last + 9) and (parse.grammar.cases or parse.grammar.verb_first):
        hit = parse.tagged(index, "light")
        if hit is not None:
            return hit
        if index in parse.verbs:
            break
        index += 1
    return None


def sends_people(parse: Parse, saying: Saying) -> bool:
    """Whether what is sent are people who teach; they are then nobody's pupils."""
    sent = [
        m
        for m in parse.mentions
        if m.form == "agent" and 0 <= m.first - saying.last <= 8 and m not in saying.providers
    ]
    saying.recipients = tuple(m for m in saying.recipients if m not in sent)
    if saying.frame.active.get("subject") == "provider" and any(m.form == "agent" for m in saying.providers):
        return bool(saying.recipients)  # "прибули інструктори".
    return bool(sent) and bool(saying.parties)
