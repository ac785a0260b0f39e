"""From a word of a frame to what it says: who stands where around a trigger."""

from __future__ import annotations

from collections.abc import Sequence

from thistledown.codebook.terms import Item, Kind
from thistledown.reading.linear import nouns
from thistledown.reading.linear.conditions import supposed
from thistledown.reading.linear.construct import handed_on, struck
from thistledown.reading.linear.grammar import Frame
from thistledown.reading.linear.marked import owner, put_marked, put_related, undeclined
from thistledown.reading.linear.nominal import put_nominal
from thistledown.reading.linear.objects import given_after, given_to, object_of, own_object, stands_alone
from thistledown.reading.linear.parse import Hit, Parse
from thistledown.reading.linear.saying import Saying
from thistledown.reading.linear.settling import distinct, fitted_out, leans, paraded, required, settle
from thistledown.reading.linear.subject import subject_of
from thistledown.reading.linear.things import (
    destroyed,
    is_item,
    item_of,
    lesson,
    name_things,
    purpose,
    shot_at,
    stands_for_item,
    teachers_sent,
)
from thistledown.reading.linear.topic import Topic, complete, goes_on
from thistledown.reading.linear.verbs import (
    closes,
    describes,
    helpers_before,
    is_saying,
    made_for,
    ordered,
    unled,
    voice_of,
    words,
)
from thistledown.reading.mention_words import Mention

_PUNISHED_WITHIN = 12
# What changes hands by these may go unnamed where it was just spoken of.
_HANDED = frozenset({"supply", "sell", "smuggle", "equip", "receive"})


def sayings(parse: Parse, topic: Topic) -> list[Saying]:
    """What the triggers of a sentence say, in order.

    Args:
        parse: the sentence.
        topic: what the sentences before told, in whose light it is read.
    """
    found: list[Saying] = []
    english = parse.grammar.adjective_first and parse.grammar.plain
    if english:
        for first in [first for first, hit in parse.verbs.items() if hit.tag.sort == "trigger"]:
            readings = ordered(parse, [hit for hit in parse.hits[first] if hit.tag.sort == "trigger"])
            if readings and (_only_describes(parse, readings[0]) or _reduced(parse, readings[0])):
                del parse.verbs[first]  # "captured drones", "drones sent by Iran": no verb comes between.
    for first in sorted(parse.hits):
        hits = [hit for hit in parse.hits[first] if hit.tag.sort == "trigger"]
        if not hits or (
            parse.tagged(first, "item") is not None
            and hits[0].tag.form == "noun"
            and len(hits) == 1
            and is_item(parse, first)
        ):
            continue
        readings = ordered(parse, hits)
        if english and readings and _only_describes(parse, readings[0]):
            continue
        for hit in readings:
            if _modal(parse, hit) or _cut_off(parse, hit) or closes(parse, hit):
                continue
            frame = parse.grammar.frames[hit.tag.name]
            saying = _saying(parse, frame, hit, found, topic)
            if saying is not None:
                found.append(saying)
                if "agents" not in saying.frame.requires:
                    break
    found = _gifts(parse, found)
    return [saying for saying in found if not leans(parse, saying, found)]


def _gifts(parse: Parse, found: Sequence[Saying]) -> list[Saying]:
    """Let a participle at the thing received say who gave it: "received eight drones donated by X"."""
    kept: list[Saying] = []
    for saying in found:
        last = kept[-1] if kept else None
        if last is not None and _same_gift(parse, last, saying):
            last.providers = saying.providers or saying.recipients
            last.kind = Kind.TRANSFER if last.frame.id == "receive" else last.kind
            last.reasons.append(f"given by: {last.providers[0].literal}")
            continue
        kept.append(saying)
    return kept


def _same_gift(parse: Parse, got: Saying, given: Saying) -> bool:
    """Whether what was received just before is what is said here to have been given."""
    plain = got.frame.id in ("receive", "buy") and got.voice == "active" and not got.providers
    handed = given.kind is Kind.TRANSFER and given.frame.id in ("supply", "send", "sell", "equip")
    if not (plain and handed and got.recipients) or got.item is None:
        return False
    others = tuple(m for m in given.parties if m not in got.recipients)
    one = len(others) == 1 and len(given.parties) == 1
    led = range(got.item.last, given.first)
    reduced = given.hit.tag.form == "participle" and not given.helpers
    relative = any(
        parse.tagged(i, "relative", "it") is not None for i in range(given.first - 2, given.last + 2)
    )
    near = got.last <= got.item.first and len(led) <= 3
    return one and near and (reduced or relative) and not any(i in parse.verbs for i in led)


def _only_describes(parse: Parse, hit: Hit) -> bool:
    """Whether the likeliest reading of a word is a participle that says what a thing is like."""
    alone = hit.tag.form == "participle" and not helpers_before(parse, hit.first)
    return alone and describes(parse, hit)


def _reduced(parse: Parse, hit: Hit) -> bool:
    """Whether the likeliest reading of a word is a participle that says whose doing a thing before it is."""
    by = parse.tagged(hit.last, "marker")
    alone = hit.tag.form == "participle" and not helpers_before(parse, hit.first)
    return alone and by is not None and by.tag.name == "by" and parse.item_ending(hit.first - 1) is not None


def _modal(parse: Parse, hit: Hit) -> bool:
    """Whether a verb of having only says that something is to come: "має отримати дрони"."""
    foretold = any(
        other.tag.sort == "speech" and other.tag.name == "forecast" for other in parse.hits.get(hit.first, ())
    )
    after = (parse.verbs.get(i) for i in range(hit.last, hit.last + 3))
    return foretold and any(verb is not None and verb.tag.form == "infinitive" for verb in after)


def _cut_off(parse: Parse, hit: Hit) -> bool:
    """Whether an ellipsis cuts a word off: "has in its possess…" says nothing."""
    end = parse.span(hit.first, hit.last).end
    return parse.text.startswith(("…", "..."), end)


def _saying(parse: Parse, frame: Frame, hit: Hit, found: Sequence[Saying], topic: Topic) -> Saying | None:
    helpers = () if hit.tag.form == "noun" else helpers_before(parse, hit.first)
    voice = voice_of(parse, hit, helpers)
    if frame.id in ("supply", "send", "delegate") and teachers_sent(parse, hit):
        frame = parse.grammar.frames["dispatch"]
    if hit.tag.form == "participle" and not helpers and describes(parse, hit):
        return None
    if parse.tagged(hit.first, "speech") is not None and is_saying(parse, hit):
        return None
    if frame.id == "use" and hit.tag.form == "gerund" and parse.tagged(hit.first - 1, "trigger") is not None:
        return None  # "built using parts": how, and nobody's act.
    if frame.id == "restrict" and supposed(parse, hit):
        return None  # "if Congress approves it"
    if frame.kind is Kind.USE and voice == "nominal" and purpose(parse, hit):
        return None
    if frame.kind is Kind.USE and hit.tag.form in ("noun", "gerund") and lesson(parse, hit):
        return None
    if any(0 <= hit.first - able.last <= 2 for able in parse.all("ability")):
        return None  # "capable of precision strikes": what a thing can do.
    saying = Saying(
        hit=hit,
        trigger=parse.span(hit.first, hit.last),
        frame=frame,
        kind=frame.kind,
        voice=voice,
        helpers=helpers,
        items=frame.items,
    )
    saying.reasons.append(f"frame {frame.id}: {words(parse, hit)} ({voice})")
    if frame.id == "supply" and parse.grammar.plain and _gives_lessons(parse, saying):
        return None
    if parse.grammar.cases and frame.id == "use" and unled(parse, saying):
        return None
    if parse.grammar.cases and frame.id == "produce" and voice == "nominal" and made_for(parse, hit):
        return None
    implied = False
    if parse.grammar.cases and frame.id == "hold" and shows_how(parse, saying):
        saying.frame = frame = parse.grammar.frames["train"]
        saying.kind, saying.items = frame.kind, frame.items
    if frame.needs in ("item", "instrument"):
        saying.item = item_of(parse, saying)
        if parse.grammar.cases and frame.id == "attack" and destroyed(parse, saying):
            saying.frame = frame = parse.grammar.frames["down"]
        unnamed = saying.item is None and not stands_for_item(parse, saying)
        implied = unnamed and not goes_on(parse, saying, topic)
        if parse.grammar.cases and frame.id == "seize" and shot_at(parse, saying):
            saying.frame = frame = parse.grammar.frames["down"]
            saying.kind, saying.items = frame.kind, frame.items
        failed = any(parse.tagged(i, "negation") for i in range(saying.first - 4, saying.first))
        if parse.grammar.cases and frame.id == "seize" and voice == "active" and failed:
            return None  # "не смогли обнаружить дрон"
        if parse.grammar.cases and frame.id == "seize" and voice == "passive" and unnamed:
            return None  # "Задержаны двое": people may be meant.
        taken = (
            frame.id in ("seize", "produce") and saying.item is not None and saying.item.last <= saying.first
        )
        if parse.grammar.cases and (unnamed or taken) and own_object(parse, saying):
            return None
        if implied and not (topic.told and frame.id in _HANDED):
            return None
        if saying.item is None:
            saying.reasons.append("the item was named before")
    elif frame.needs == "drone" and not any(item.drone for item in parse.items):
        if not (parse.grammar.cases and frame.id == "learn" and topic.told):
            return None
        implied = True  # "Этому они научились у россиян": what, was told just before.
    if frame.id == "seize" and parse.grammar.plain and _of_other(parse, saying):
        return None
    _parties(parse, saying, found, topic.subject)
    if parse.grammar.cases and not saying.recipients and found:
        share_recipients(parse, saying, found[-1])
    punished = _punished(parse, saying, found)
    if punished:
        saying.providers = punished
        saying.recipients = tuple(m for m in saying.recipients if m not in punished)
    readied = parse.tagged(hit.first, "prepares") is not None and frame.id == "train"
    if readied and not saying.recipients and own_object(parse, saying):
        return None  # "готовят экспедицию"
    if implied and not (saying.providers and saying.recipients and not saying.dropped):
        return None  # Without a thing named, only who to whom tells that it is of drones still.
    if parse.grammar.construct and saying.item is None and saying.dropped and frame.needs == "item":
        return None  # Neither who nor what is said here.
    acts = frame.needs == "instrument" and saying.voice == "active"
    if acts and parse.grammar.construct and struck(parse, saying.item, saying.subject):
        return None
    romance = parse.grammar.plain and not parse.grammar.adjective_first
    if frame.id == "equip" and romance and fitted_out(parse, saying):
        saying.frame = frame = parse.grammar.frames["produce"]
        saying.kind, saying.recipients, saying.providers = frame.kind, saying.providers, ()
        saying.reasons.append("a thing is fitted out, and nobody: a production")
    if frame.requires and not required(parse, saying):
        return None
    if frame.id == "supply" and _sent_against(parse, saying):
        saying.kind, saying.frame = Kind.USE, parse.grammar.frames["use"]
        saying.recipients, saying.providers = saying.providers, ()
        saying.reasons.append("sent against somebody: a use")
    name_things(parse, saying)
    if saying.item is None and not saying.items and frame.needs == "item":
        saying.items = topic.moved.get(saying.kind) or (Item.EQUIPMENT,)
    if parse.grammar.construct and saying.kind is Kind.TRANSFER and handed_on(parse, saying.hit, saying.item):
        saying.kind, saying.items = Kind.TRAINING, (Item.KNOWLEDGE,)
        saying.reasons.append("what is handed on is know-how")
    learnt = saying.item is not None and saying.item.item is Item.EXPERIENCE
    if parse.grammar.cases and frame.id == "receive" and learnt:
        saying.kind, saying.items = Kind.TRAINING, (Item.KNOWLEDGE,)
        saying.reasons.append("what is received is know-how")
    if frame.id == "supply" and parse.grammar.plain and _sent_off(parse, saying):
        return None
    complete(parse, saying, topic)
    if paraded(parse, saying) and not topic.groups and not topic.kinds:
        return None
    return settle(saying, plain=parse.grammar.plain)


def _sent_off(parse: Parse, saying: Saying) -> bool:
    """Whether people are what is sent, and the drone what for: "sending fighters to gain skills with"."""
    if saying.voice != "active":
        return False
    if saying.item is None:
        near = [m for m in saying.recipients if m.cohort and m.first == saying.last]
        return bool(near) and len(saying.recipients) > 1  # "enviou membros do cartel para a Ucrânia"
    near = [m for m in saying.recipients if m.form == "people" and 0 <= m.first - saying.last <= 2]
    return any(i in parse.verbs for m in near for i in range(m.last, saying.item.first))


def _stands_after(parse: Parse, saying: Saying, mention: Mention) -> bool:
    """Whether it is a subject after its verb, "¿Entregó Irán drones?": who gets it needs a word before."""
    frame = saying.frame
    gets = frame.active.get("object") == frame.active.get("to") == "recipient"
    romance = parse.grammar.plain and not parse.grammar.adjective_first
    near = 0 <= mention.first - saying.last <= 1 and mention.form not in ("anaphor", "people")
    finite = saying.hit.tag.form not in ("infinitive", "gerund")
    thing = saying.item is not None and saying.item.first >= mention.last
    plain = frame.id != "equip"  # "armou o movimento com drones": who is armed needs no word before.
    return romance and gets and near and finite and thing and plain


def _punished(parse: Parse, saying: Saying, found: Sequence[Saying]) -> tuple[Mention, ...]:
    """Who did what they are punished for: "sanctioned three companies for supplying engines"."""
    if saying.kind not in (Kind.TRANSFER, Kind.TRAINING) or not found:
        return ()
    last = found[-1]
    led = range(last.last, saying.first)
    reason = any(parse.tagged(i, "reason") is not None for i in led)
    owed = parse.tagged(saying.first - 1, "marker") if parse.grammar.construct else None
    reason = reason or (owed is not None and owed.tag.name == "to")
    near = last.frame.id == "restrict" and len(led) <= _PUNISHED_WITHIN
    return last.recipients if near and reason else ()


def _gives_lessons(parse: Parse, saying: Saying) -> bool:
    """Whether what is given is instruction and no thing: "gave the rebels training"."""
    if parse.tagged(saying.first, "light") is None or saying.voice == "nominal":
        return False
    end = min(parse.end(saying.last - 1), saying.last + 6)
    for index in range(saying.last, end):
        if any(item.first == index and item.drone and index not in parse.inside for item in parse.items):
            return False
        nouns_here = [
            h.tag.name for h in parse.hits.get(index, ()) if h.tag.sort == "trigger" and h.tag.form == "noun"
        ]
        if nouns_here:
            return "train" in nouns_here
        if index in parse.verbs or parse.tagged(index, "marker") is not None:
            return False
    return False


def _sent_against(parse: Parse, saying: Saying) -> bool:
    """Whether drones are sent to fight and to nobody: "sent drones against the troops"."""
    item = saying.item
    if (
        item is None
        or not item.drone
        or saying.voice != "active"
        or saying.recipients
        or not saying.providers
    ):
        return False
    marker = parse.tagged(item.last, "marker")
    return marker is not None and marker.tag.name == "against"


def _of_other(parse: Parse, saying: Saying) -> bool:
    """Whether a participle says it of another noun: "drones, segundo documentos apreendidos"."""
    item = saying.item
    if item is None or saying.hit.tag.form != "participle" or saying.helpers or item.last > saying.first:
        return False
    led = range(item.last, saying.first)
    noun = parse.tokens[saying.first - 1].word and not parse.passed(saying.first - 1)
    return noun and any(parse.norm(i) == "," for i in led)


def _along(parse: Parse, mention: Mention) -> bool:
    """Whether people stand beside a thing as one more of what is handed over: "drones and instructors"."""
    joined = parse.tagged(mention.first - 1, "conjunction") is not None
    return joined and parse.item_ending(mention.first - 2) is not None


def share_recipients(parse: Parse, saying: Saying, earlier: Saying) -> None:
    """Who gets it is told once for two verbs: "передасть Молдові дрони і відрядить інструкторів"."""
    handed = {saying.kind, earlier.kind} <= {Kind.TRANSFER, Kind.TRAINING}
    same = saying.subject is not None and saying.subject is earlier.subject
    joined = any(parse.tagged(i, "conjunction") is not None for i in range(earlier.last, saying.first))
    if handed and same and joined and saying.voice == earlier.voice == "active":
        saying.recipients = earlier.recipients


def shows_how(parse: Parse, saying: Saying) -> bool:
    """Whether a verb of showing is one of teaching: "показывают боевикам, как вести дрон к цели"."""
    return saying.voice == "active" and any(
        parse.norm(i - 1) == "," and parse.tagged(i, "how") is not None
        for i in range(saying.last, saying.last + 7)
    )


def taught(subject: Mention | None) -> bool:
    """Whether what looks like a subject is an object as well by its form: "экипажи готовят в Анкаре"."""
    return subject is not None and {"nom", "acc"} <= subject.cases and not subject.actor


def _parties(parse: Parse, saying: Saying, found: Sequence[Saying], before: Mention | None) -> None:
    slots: dict[str, list[Mention]] = {}

    def put(role: str | None, mention: Mention | None, *, spread: bool = True) -> None:
        if role is None or mention is None or role == "target":
            return
        for member in parse.joined(mention) if spread else (mention,):
            if member not in slots.setdefault(role, []):
                slots[role].append(member)

    frame = saying.frame
    if frame.id == "learn" and saying.voice == "active" and given_after(parse, saying):
        frame = saying.frame = parse.grammar.frames["train"]
        saying.reasons.append("taught to somebody")
    if saying.voice == "nominal":
        table = frame.nominal
        put_nominal(parse, saying, table, put)
    else:
        table = frame.active if saying.voice == "active" else frame.passive
        subject, dropped = subject_of(parse, saying, found, before)
        saying.subject = subject
        taken = [subject] if subject is not None else []
        if saying.voice == "active":
            obj = object_of(parse, saying, subject)
            if obj is None and parse.grammar.cases and frame.id == "train" and taught(subject):
                obj, subject, dropped, saying.subject = subject, None, False, None
            if obj is not None and (subject is None or dropped) and _stands_after(parse, saying, obj):
                obj, subject, dropped, saying.subject = None, obj, False, obj
            lonely = obj is None and bool(frame.alone) and stands_alone(parse, saying, subject)
            if lonely and not given_to(parse, saying, table):
                table = frame.alone
                saying.reasons.append("no object: the subject is who it happens to")
            put(table.get("object"), obj)
            taken += [obj] if obj is not None else []
        if saying.voice == "passive" and subject is None and parse.grammar.cases and "subject" in table:
            subject = object_of(parse, saying, None)  # An impersonal: "повстанців навчено".
        if not frame.item_is_subject:
            put(table.get("subject"), subject)
            saying.dropped = dropped and subject is not None and "subject" in table
        put_marked(parse, saying, table, put, taken)
        put_related(parse, saying, table, put)
        role = table.get("object")
        if saying.voice == "active" and role and role not in slots and frame.needs in ("context", "people"):
            put(role, nouns.after(parse, saying.last, parse.end(saying.last - 1)))
    if parse.grammar.cases and frame.kind is Kind.TRAINING and "recipient" not in slots:
        takes = table.get("of") if saying.voice == "nominal" else table.get("object")
        if takes == "recipient":
            near = min(saying.last + 4, parse.end(saying.last - 1))
            put(takes, nouns.of_nation(parse, saying.last, near, frozenset({"acc", "gen"})), spread=False)
    if frame.needs == "item" and table.get("object") == table.get("to") == "recipient":
        got = slots.get("recipient", [])
        bare = [m for m in got if parse.governor(m.first, m).sort != "marker"]
        sent = [m for m in bare if m.form in ("people", "agent")]
        if parse.grammar.construct and len(sent) < len(got):  # "sent instructors to X": they get nothing.
            slots["recipient"] = [m for m in got if m not in sent]
        if parse.grammar.plain:  # "drones e formadores para os rebeldes": they are sent as well.
            slots["recipient"] = [m for m in got if m not in sent or not _along(parse, m)]
    if parse.grammar.cases and "to" in table and saying.kind is Kind.TRANSFER and not slots.get("recipient"):
        put(table["to"], undeclined(parse, saying, slots.get("provider", ())))
    if (
        frame.id == "produce"
        and saying.voice == "nominal"
        and saying.item is not None
        and parse.grammar.plain
    ):
        put("recipient", owner(parse, saying.item), spread=False)  # "a Hezbollah drone factory"
    if frame.owner and saying.item is not None:
        put(frame.owner, owner(parse, saying.item), spread=False)
    providers = distinct(slots.get("provider", ()))
    givers = {m.actor or m.literal.casefold() for m in providers if not m.generic}
    recipients = [
        m
        for m in distinct(slots.get("recipient", ()))
        if m not in providers and (m.actor or m.literal.casefold()) not in givers
    ]
    captors = slots.get("captor", ())
    saying.providers, saying.recipients = tuple(providers), tuple(recipients)
    saying.captor = captors[0] if captors else None
