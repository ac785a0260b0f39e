"""Who stands where around a trigger: from a word of a frame to a draft with its parties and its item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind, Item, Kind, System
from thistledown.reading.linear import nouns
from thistledown.reading.linear.construct import (
    belonging,
    belongs,
    charged,
    construct_roles,
    followed,
    handed_on,
    hanging,
    is_part,
    not_past,
    pair,
    planned,
    reaches,
    struck,
    undergoes,
)
from thistledown.reading.linear.grammar import MOVABLE, Frame
from thistledown.reading.linear.parse import Governor, Held, Hit, Parse
from thistledown.reading.mention_words import Mention

_FINITE = frozenset({"past", "present", "future", "conditional", "subjunctive", "passive", ""})
_STATES = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})
_GROUPS = frozenset({ActorKind.NON_STATE_ARMED_GROUP, ActorKind.CRIMINAL_ORGANISATION})
_NEAR = 12
# What may stand before the verb where cases leave the order free.
_FREELY = frozenset({"at", "from", "with", "help", "hands", "under", "for"})
# The more a class says, the later it stands; of two stated for one thing the later wins.
_SPECIFIC = (
    System.MIXED,
    System.MULTIROTOR_UNSPECIFIED,
    System.FIXED_WING,
    System.MULTIROTOR_BOMBER,
    System.FPV,
    System.FPV_FIBRE_OPTIC,
)


@dataclass(slots=True)
class Saying:
    """What one trigger says, before modality, time and place.

    Attributes:
        hit: the trigger's word.
        trigger: where it stands in the text.
        frame: its frame.
        kind: what happened; may differ from the frame's when the parties say so.
        voice: active, passive or nominal.
        helpers: the helping verbs before it, nearest first.
        light: the light verb that carries a noun, if any.
        providers: who gives.
        recipients: who gets.
        captor: who took.
        item: the item word.
        items: what moved.
        system: the class of drone.
        subject: who the grammatical subject is, for the next sentence.
        dropped: the provider or recipient comes from the sentence before.
        reasons: rules applied.
    """

    hit: Hit
    trigger: Span
    frame: Frame
    kind: Kind
    voice: str
    helpers: tuple[Hit, ...] = ()
    light: Hit | None = None
    providers: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    captor: Mention | None = None
    item: Held | None = None
    items: tuple[Item, ...] = ()
    system: System | None = None
    subject: Mention | None = None
    dropped: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def first(self) -> int:
        """First token of the trigger."""
        return self.hit.first

    @property
    def last(self) -> int:
        """One past the last token of the trigger."""
        return self.hit.last

    @property
    def parties(self) -> tuple[Mention, ...]:
        """Everyone in a slot of a claim."""
        return self.providers + self.recipients


def sayings(parse: Parse, *, context: bool, before: Mention | None) -> list[Saying]:
    """What the triggers of a sentence say, in order.

    Args:
        parse: the sentence.
        context: a drone is named around the sentence.
        before: the subject of the sentence before, for languages that drop it.
    """
    found: list[Saying] = []
    for first in sorted(parse.hits):
        hits = [hit for hit in parse.hits[first] if hit.tag.sort == "trigger"]
        if not hits or (
            parse.tagged(first, "item") is not None
            and hits[0].tag.form == "noun"
            and len(hits) == 1
            and _is_item(parse, first)
        ):
            continue
        for hit in _ordered(parse, hits):
            if _modal(parse, hit):
                continue
            saying = _saying(
                parse, parse.grammar.frames[hit.tag.name], hit, found, context=context, before=before
            )
            if saying is not None:
                found.append(saying)
                if "agents" not in saying.frame.requires:
                    break
    return [saying for saying in found if not _leans(parse, saying, found)]


def _modal(parse: Parse, hit: Hit) -> bool:
    """Whether a verb of having only says that something is to come: "має отримати дрони"."""
    foretold = any(
        other.tag.sort == "speech" and other.tag.name == "forecast" for other in parse.hits.get(hit.first, ())
    )
    after = (parse.verbs.get(i) for i in range(hit.last, hit.last + 3))
    return foretold and any(verb is not None and verb.tag.form == "infinitive" for verb in after)


def _is_item(parse: Parse, first: int) -> bool:
    return any(item.first <= first < item.last and item.drone for item in parse.items)


def _ordered(parse: Parse, hits: Sequence[Hit]) -> list[Hit]:
    """The readings of a word, likelier ones first: a noun after an article, else a verb."""
    before = parse.tagged(hits[0].first - 1, "determiner", "marker")
    aux = _helpers(parse, hits[0].first)
    nouns = [h for h in hits if h.tag.form == "noun"]
    verbs = [h for h in hits if h.tag.form != "noun"]
    if parse.grammar.construct and not_past(parse, hits[0]):
        verbs.sort(key=lambda h: h.tag.form == "past")
        return verbs + nouns
    if aux:
        verbs.sort(key=lambda h: h.tag.form not in ("participle", "infinitive"))
        return verbs + nouns
    verbs.sort(key=lambda h: h.tag.form == "participle")
    if nouns and verbs and all(h.tag.form == "subjunctive" for h in verbs):
        # "ataque" is a verb only in a clause that another opens.
        opened = any(parse.tagged(i, "complement") for i in range(max(hits[0].first - 8, 0), hits[0].first))
        return verbs + nouns if opened and before is None else nouns
    article = parse.tagged(hits[0].first - 1, "determiner") is not None
    if nouns and article and parse.tagged(hits[0].first - 1, "person", "it") is None:
        return nouns  # "the use of", never "the" and a verb.
    return nouns + verbs if before is not None and nouns else verbs + nouns


def _helpers(parse: Parse, first: int) -> tuple[Hit, ...]:
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


def _voice(parse: Parse, hit: Hit, helpers: Sequence[Hit]) -> str:
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


def _saying(
    parse: Parse, frame: Frame, hit: Hit, found: Sequence[Saying], *, context: bool, before: Mention | None
) -> Saying | None:
    helpers = () if hit.tag.form == "noun" else _helpers(parse, hit.first)
    voice = _voice(parse, hit, helpers)
    if hit.tag.form == "participle" and not helpers and _describes(parse, hit):
        return None
    if parse.tagged(hit.first, "speech") is not None and _says(parse, hit):
        return None
    saying = Saying(
        hit=hit,
        trigger=parse.span(hit.first, hit.last),
        frame=frame,
        kind=frame.kind,
        voice=voice,
        helpers=helpers,
        items=frame.items,
    )
    saying.reasons.append(f"frame {frame.id}: {_words(parse, hit)} ({voice})")
    if frame.needs in ("item", "instrument"):
        saying.item = _item(parse, saying)
        if saying.item is None and not (context and _stands_for_item(parse, saying)):
            return None
        if saying.item is None:
            saying.items = saying.items or (Item.EQUIPMENT,)
            saying.reasons.append("the item was named before")
    elif (frame.needs == "drone" and not any(item.drone for item in parse.items)) or (
        not context and not any(item.drone for item in parse.items)
    ):
        return None
    _parties(parse, saying, found, before)
    if parse.grammar.construct and saying.item is None and saying.dropped and frame.needs == "item":
        return None  # Neither who nor what is said here.
    acts = frame.needs == "instrument" and saying.voice == "active"
    if acts and parse.grammar.construct and struck(parse, saying.item, saying.subject):
        return None
    if frame.requires and not _required(parse, saying):
        return None
    _things(parse, saying)
    if parse.grammar.construct and saying.kind is Kind.TRANSFER and handed_on(parse, saying.hit, saying.item):
        saying.kind, saying.items = Kind.TRAINING, (Item.KNOWLEDGE,)
        saying.reasons.append("what is handed on is know-how")
    return _settle(saying)


def _says(parse: Parse, hit: Hit) -> bool:
    """Whether a word that can be a verb of saying is one here: ", aseguró el comandante"."""
    if parse.norm(hit.first - 1) in (",", "،", "»", "”", '"') and hit.tag.form != "noun":
        return True
    return parse.tagged(hit.last, "complement") is not None


def _words(parse: Parse, hit: Hit) -> str:
    return " ".join(parse.norm(i) for i in range(hit.first, hit.last))


def _describes(parse: Parse, hit: Hit) -> bool:
    """Whether a participle only describes a thing: "drones armés" with nothing that it governs."""
    before, after = parse.item_ending(hit.first - 1), hit.last
    head = parse.inside.get(after)
    if parse.grammar.cases and head is not None and head.cases and not head.cases & {"ins", "dat"}:
        return parse.grammar.frames[hit.tag.name].needs == "instrument"  # "у убитых боевиков"
    if parse.tagged(after, "marker") is not None or parse.inside.get(after) is not None:
        return False
    if parse.grammar.cases and any(m.cases for m in parse.mentions if hit.last <= m.first <= hit.last + 3):
        return False
    return before is not None or any(item.first == hit.last for item in parse.items)


# -- the item -------------------------------------------------------------------------------------


def _item(parse: Parse, saying: Saying) -> Held | None:
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
        distance = max(item.first - saying.last, saying.first - item.last, 0)
        between = (
            range(saying.last, item.first) if item.first >= saying.last else range(item.last, saying.first)
        )
        crossed = sum(i in parse.verbs and parse.verbs[i].tag.sort != "light" for i in between)
        if crossed and not _shared(parse, saying, between):
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
    return best[1] if best else None


def _shared(parse: Parse, saying: Saying, between: range) -> bool:
    """Whether the verb between shares the item: "produit et livre des drones"."""
    verbs = [i for i in between if i in parse.verbs and parse.verbs[i].tag.sort == "trigger"]
    others = [i for i in between if i in parse.verbs and parse.verbs[i].tag.sort == "speech"]
    if others or len(verbs) != 1:
        return False
    lower, upper = sorted((saying.first, verbs[0]))
    gap = range(lower + 1, upper)
    return len(gap) <= 3 and any(parse.tagged(i, "conjunction") for i in gap)


def _stands_for_item(parse: Parse, saying: Saying) -> bool:
    """Whether a pronoun at the verb, or "such" at the noun, stands for a thing named before."""
    far = 5 if parse.grammar.construct else 1
    if saying.voice == "nominal":
        after = range(saying.last, saying.last + far)
        it = parse.grammar.construct and any(parse.tagged(i, "it") is not None for i in after)
        return it or parse.tagged(saying.first - 1, "such") is not None
    group = range(_group_start(parse, saying), saying.last + far)
    told = saying.voice == "active" or bool(parse.grammar.cases)
    return told and any(parse.tagged(i, "it") is not None for i in group)


# -- the parties ----------------------------------------------------------------------------------


def _parties(parse: Parse, saying: Saying, found: Sequence[Saying], before: Mention | None) -> None:
    slots: dict[str, list[Mention]] = {}

    def put(role: str | None, mention: Mention | None, *, spread: bool = True) -> None:
        if role is None or mention is None or role == "target":
            return
        for member in parse.joined(mention) if spread else (mention,):
            if member not in slots.setdefault(role, []):
                slots[role].append(member)

    frame = saying.frame
    if frame.id == "learn" and saying.voice == "active" and _given_after(parse, saying):
        frame = saying.frame = parse.grammar.frames["train"]
        saying.reasons.append("taught to somebody")
    if saying.voice == "nominal":
        table = frame.nominal
        _nominal(parse, saying, table, put)
    else:
        table = frame.active if saying.voice == "active" else frame.passive
        subject, dropped = _subject(parse, saying, found, before)
        saying.subject = subject
        taken = [subject] if subject is not None else []
        if saying.voice == "active":
            obj = _object(parse, saying, subject)
            lonely = obj is None and bool(frame.alone) and _alone(parse, saying, subject)
            if lonely and not _given_to(parse, saying, table):
                table = frame.alone
                saying.reasons.append("no object: the subject is who it happens to")
            put(table.get("object"), obj)
            taken += [obj] if obj is not None else []
        if saying.voice == "passive" and subject is None and parse.grammar.cases and "subject" in table:
            subject = _object(parse, saying, None)  # An impersonal: "повстанців навчено".
        if not frame.item_is_subject:
            put(table.get("subject"), subject)
            saying.dropped = dropped and subject is not None and "subject" in table
        _marked(parse, saying, table, put, taken)
        _related(parse, saying, table, put)
        role = table.get("object")
        if saying.voice == "active" and role and role not in slots and frame.needs in ("context", "people"):
            put(role, nouns.after(parse, saying.last, parse.end(saying.last - 1)))
    if frame.needs == "item" and table.get("object") == table.get("to") == "recipient":
        got = slots.get("recipient", [])
        bare = [m for m in got if parse.governor(m.first, m).sort != "marker"]
        sent = [m for m in bare if m.form in ("people", "agent")]
        if parse.grammar.construct and len(sent) < len(got):  # "sent instructors to X": they get nothing.
            slots["recipient"] = [m for m in got if m not in sent]
    if parse.grammar.cases and "to" in table and saying.kind is Kind.TRANSFER and not slots.get("recipient"):
        put(table["to"], _undeclined(parse, saying, slots.get("provider", ())))
    if frame.owner and saying.item is not None:
        put(frame.owner, _owner(parse, saying.item), spread=False)
    providers = _distinct(slots.get("provider", ()))
    givers = {m.actor or m.literal.casefold() for m in providers if not m.generic}
    recipients = [
        m
        for m in _distinct(slots.get("recipient", ()))
        if m not in providers and (m.actor or m.literal.casefold()) not in givers
    ]
    captors = slots.get("captor", ())
    saying.providers, saying.recipients = tuple(providers), tuple(recipients)
    saying.captor = captors[0] if captors else None


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    kept: list[Mention] = []
    for mention in mentions:
        if mention.form == "anaphor" and mention.kind is ActorKind.UNKNOWN:
            continue
        same = mention.actor or mention.name.casefold()
        if not any(same == (m.actor or m.name.casefold()) for m in kept):
            kept.append(mention)
    return kept


def _can_be_subject(parse: Parse, mention: Mention) -> bool:
    if mention.form == "adjective" or mention.possessive:
        return False
    cased = bool(parse.grammar.cases and mention.cases)
    return not cased or "nom" in mention.cases or parse.counted(mention)


def _group_start(parse: Parse, saying: Saying) -> int:
    """The first token of a verb with its helping verbs, negations and adverbs."""
    index = saying.helpers[-1].first if saying.helpers else saying.first
    while index > 0 and (parse.passed(index - 1) or parse.tagged(index - 1, "aux", "person", "negation")):
        if parse.grammar.cases and parse.stops(index - 1):
            break
        index -= 1
    return index


def _subject(
    parse: Parse, saying: Saying, found: Sequence[Saying], before: Mention | None
) -> tuple[Mention | None, bool]:
    """The grammatical subject of a verb, and whether it comes from the sentence before."""
    form = saying.hit.tag.form
    home = saying.first
    index = _group_start(parse, saying) - 1
    reduced = form in ("participle", "gerund") and not saying.helpers
    if reduced:
        near = index
        while near >= 0 and parse.norm(near) in (",", "،"):
            near -= 1
        mention = parse.ending(near)
        if mention is not None and mention.form != "adjective":
            return mention, False
        if form == "participle":
            return None, False
    accused = _accused(parse, saying)
    if accused is not None:
        return accused, False
    right = _right_subject(parse, saying) if parse.grammar.verb_first else None
    if right is not None and parse.grammar.construct and "object" in saying.frame.active:
        # "that it train soldiers": one bare actor after "that" and its verb is whom it is done to.
        controlled = parse.tagged(index, "complement") is not None and index not in parse.inside
        named = parse.ending(index - 1) if controlled else None
        if named is not None and parse.governor(named.first, named).sort == "marker":
            return named, False  # "it is up to Turkey to": who stands right before "that".
        alone = controlled and not followed(parse, right)
        doer = _matrix(parse, saying) if alone else None
        if doer is not None or (alone and planned(parse, saying.first)):
            return doer, False
    resumed = parse.grammar.construct and parse.tagged(saying.first, "it") is not None
    joint = parse.tagged(index, "relative") if parse.grammar.construct else None
    if (
        joint is not None
        and not resumed
        and not any(parse.tagged(i, "it") is not None for i in range(saying.last, saying.last + 2))
    ):
        named = _antecedent(parse, joint.first)
        if named is not None:
            return named, False
    if right is not None and (parse.ending(index) is None or resumed):
        return right, False
    if parse.grammar.construct and undergoes(parse, saying.item, index):
        return None, False
    low, edge = max(home - 45, 0), index
    while index >= low:
        skip = parse.aside(index, home)
        if skip is not None:
            edge = skip - 1 if index == edge else edge
            index = skip - 1
            continue
        relative = parse.tagged(index, "relative")
        if relative is not None and relative.tag.name:
            break
        if relative is not None:
            head = _antecedent(parse, relative.first)
            if head is None and parse.tagged(index, "complement") is not None:
                break
            return head, False
        said = _said_within(parse, index) if parse.grammar.cases else None
        if said is not None:
            index = said
            continue
        mention = parse.inside.get(index)
        if parse.stops(index) and (mention is None or mention.form != "anaphor"):
            break
        if mention is not None:
            governor = parse.governor(mention.first, mention)
            if _can_be_subject(parse, mention) and governor.sort == "free":
                return mention, False
            if parse.grammar.construct and belongs(parse, mention):
                return mention, False
            if (
                parse.grammar.construct
                and _can_be_subject(parse, mention)
                and governor.sort == "verb"
                and parse.tagged(governor.at, "aux") is not None
            ):
                return mention, False
            if (
                _can_be_subject(parse, mention)
                and governor.sort == "verb"
                and governor.at in parse.verbs
                and parse.verbs[governor.at].tag.sort == "speech"
            ):
                return mention, False
            if index == edge and governor.name == "of" and _led(parse, governor.at, mention):
                return mention, False
            if form == "infinitive" and governor.sort == "verb" and mention.last == saying.first:
                return mention, False
            index = mention.first - 1
            continue
        verb = parse.tagged(index, "trigger")
        if verb is not None and verb.tag.form not in ("noun", "participle", "infinitive", "gerund"):
            earlier = next((s for s in found if s.first == verb.first), None)
            if earlier is not None and earlier.voice == "active":
                return earlier.subject, False
            if earlier is not None:
                return earlier.subject, False
        index -= 1
    if parse.grammar.cases and reduced:
        return _later(parse, saying), False
    if parse.grammar.cases and form in _FINITE:
        right = _right_subject(parse, saying)
        if right is not None and ("nom" in right.cases or not _continues(parse, index)):
            return right, False
    if parse.grammar.cases and form in _FINITE and parse.tagged(index, "complement") is not None:
        blamed = _blamed(parse, index)
        if blamed is not None:
            return blamed, False
    if parse.grammar.cases and form in _FINITE and _strange(parse, index, _group_start(parse, saying)):
        return None, False
    if parse.grammar.cases and form in _FINITE and _continues(parse, index):
        right = _right_subject(parse, saying)  # "чи передавав Іран", but not "що атакувала Ізраїль".
        if right is not None and (
            parse.tagged(index, "hedge") is not None or right.cases in ({"nom"}, {"nom", "loc"})
        ):
            return right, False
    if form in ("infinitive", "gerund") or (form in _FINITE and _continues(parse, index)):
        if parse.grammar.cases and (seat := _seat(parse, saying)) is not None:
            return seat, False
        for mention in reversed(parse.mentions):
            if mention.last > home or not _can_be_subject(parse, mention):
                continue
            governor = parse.governor(mention.first, mention)
            if governor.sort == "free" or (governor.name == "of" and _led(parse, governor.at, mention)):
                return mention, False
    direct = index == _group_start(parse, saying) - 1 and parse.tagged(index, "complement") is not None
    if parse.grammar.construct and form in _FINITE and direct:
        speaker = _matrix(parse, saying)
        if speaker is not None:
            return speaker, False
    right = _right_subject(parse, saying)
    if right is not None and (parse.grammar.verb_first or parse.grammar.cases or _item_before(saying)):
        return right, False
    denier = _denier(parse, saying)
    if denier is not None:
        return denier, False
    if form in _FINITE and any(parse.tagged(i, "we") for i in range(parse.start(home), home)):
        return _ourselves(parse, saying), False
    if parse.grammar.cases and form in _FINITE:
        likely = _likely(parse, saying, index)
        if likely is not None:
            return likely, False
    if saying.voice == "active" or saying.frame.passive.get("subject") is not None:
        unknown = nouns.before(parse, _group_start(parse, saying))
        if unknown is not None:
            return unknown, False
    dropped = parse.grammar.pro_drop and (
        not parse.grammar.cases or saying.frame.active.get("subject") == "recipient"
    )  # Where nouns have cases a plural without a subject may be anybody: nobody is made a giver so.
    if before is not None and dropped and form in _FINITE and saying.voice == "active":
        return before, True
    return None, False


def _strange(parse: Parse, clause: int, verb: int) -> bool:
    """Whether an unknown name stands straight before a verb: it acts, and nobody named before."""
    index = verb - 1
    token = parse.tokens[index] if clause < index else None
    return (
        token is not None
        and token.word
        and bool(token.upper)
        and clause >= 0
        and index not in parse.inside
        and parse.tagged(index, "item", "marker", "trigger", "period", "determiner", "unnamed") is None
    )


def _blamed(parse: Parse, complement: int) -> Mention | None:
    """Who is accused in the clause before: "звинуватила Руанду в тому, що та озброює"."""
    for hit in parse.all("speech"):
        if hit.tag.name != "alleged" or hit.tag.form == "noun" or not 0 <= complement - hit.last <= 9:
            continue
        for mention in parse.mentions:
            named = mention.form not in ("adjective", "anaphor") and hit.last <= mention.first < complement
            if named and mention.cases != {"nom"} and parse.governor(mention.first, mention).sort != "marker":
                return mention
    return None


def _ourselves(parse: Parse, saying: Saying) -> Mention | None:
    """Who says "we": the nearest to a verb of saying outside the quotation."""
    for hit in parse.all("speech"):
        if hit.tag.form == "noun" or hit.first == saying.first:
            continue
        near = [m for m in parse.mentions if m.form != "adjective" and abs(m.first - hit.first) <= 8]
        if near:
            return min(near, key=lambda m: max(m.first - hit.last, hit.first - m.last))
    return None


def _likely(parse: Parse, saying: Saying, index: int) -> Mention | None:
    """Where the order is free: what may be a nominative around a verb without a clear subject."""
    for mention in reversed(parse.mentions):
        may = "nom" in mention.cases or not mention.cases
        if index < mention.first and mention.last <= saying.first and may:
            plain = mention.form not in ("adjective", "anaphor")
            governor = parse.governor(mention.first, mention)
            if plain and governor.sort != "marker" and (mention.cases or governor.name != "item"):
                return mention
    end = parse.end(saying.last - 1)
    for mention in parse.mentions:
        if saying.last <= mention.first < min(end, saying.last + 9) and "nom" in mention.cases:
            between = range(saying.last, mention.first)
            if any(i in parse.verbs or parse.norm(i) in (",", "،") for i in between):
                break
            if not mention.cases - {"nom", "loc"} and parse.governor(mention.first, mention).sort == "free":
                return mention
    return None


def _said_within(parse: Parse, comma: int) -> int | None:
    """The token before ", как сообщил её представитель," when a comma closes that, or None."""
    if parse.norm(comma) not in (",", "،"):
        return None
    for index in range(comma - 1, max(comma - 10, 0), -1):
        if parse.norm(index) in (",", "،"):
            opens = parse.tagged(index + 1, "complement") is not None
            says = any(parse.tagged(i, "speech") for i in (index + 1, index + 2, index + 3))
            return index - 1 if opens and says and index + 1 < comma else None
    return None


def _seat(parse: Parse, saying: Saying) -> Mention | None:
    """Whose seat says it where a plural verb of saying names nobody: "в Киеве заявили, что не поставляли"."""
    for hit in parse.all("speech"):
        if hit.tag.form == "noun" or not hit.last <= saying.first <= hit.last + 8:
            continue
        for mention in parse.mentions:
            if (
                hit.first - 2 <= mention.first
                and mention.last <= hit.last + 3
                and mention.last <= saying.first
            ):
                governor = parse.governor(mention.first, mention)
                seat = mention.form == "metonym" or mention.kind in _STATES
                if seat and governor.sort == "marker" and governor.name in ("in", "into"):
                    return mention
    return None


def _later(parse: Parse, saying: Saying) -> Mention | None:
    """The subject after what hangs on a participle: "получив дроны, боевики…", "обучавшие их офицеры"."""
    for mention in parse.mentions:
        if mention.first < saying.last or mention.form == "adjective":
            continue
        if mention.first - saying.last > 14:
            break
        nominative = not mention.cases or "nom" in mention.cases
        if nominative and parse.governor(mention.first, mention).sort != "marker":
            return mention
    return None


def _led(parse: Parse, of: int, mention: Mention) -> bool:
    """Whether a mention after "of" ends a plain noun phrase that acts: "les assaillants du JNIM"."""
    return mention.form != "adjective" and (nouns.before(parse, of) is not None or nouns.opening(parse, of))


def _denier(parse: Parse, saying: Saying) -> Mention | None:
    """Who denies it, where nobody else is named: "a embaixada negou que o país tenha treinado"."""
    if saying.voice != "active" or saying.frame.active.get("subject") != "provider":
        return None
    for hit in parse.all("speech"):
        if hit.tag.name == "denied" and hit.last <= saying.first and hit.tag.form != "noun":
            for mention in reversed(parse.mentions):
                free = parse.governor(mention.first, mention).sort == "free"
                if mention.last <= hit.first and free and _can_be_subject(parse, mention):
                    return mention
    return None


def _accused(parse: Parse, saying: Saying) -> Mention | None:
    """Who is accused of it: "a accusé Kiev d'avoir livré", "acusó a Ucrania de reclutar"."""
    if saying.hit.tag.form not in ("infinitive", "gerund", "noun", "participle"):
        return None
    start = parse.start(saying.first)
    accuser_after = parse.grammar.construct
    if accuser_after and saying.voice == "nominal":
        accused = charged(parse, saying.hit, start)
        if accused is not None:
            return accused
    for hit in parse.all("speech"):
        if hit.tag.name != "alleged" or hit.tag.form == "noun" or not start <= hit.first < saying.first:
            continue
        if any(parse.tagged(i, "complement", "relative") for i in range(hit.last, saying.first)):
            continue
        between = [
            m
            for m in parse.mentions
            if hit.last <= m.first and m.last <= saying.first and m.form != "adjective"
        ]
        bare: list[Mention] = []
        for mention in between:
            governor = parse.governor(mention.first, mention)
            if governor.sort == "marker" and (accuser_after or governor.name not in ("to", "of")):
                continue
            if not accuser_after:
                return mention
            bare.append(mention)
        ahead = parse.ending(hit.first - 1) is not None
        if len(bare) > 1 or (bare and ahead):
            return bare[-1]
        if bare and (
            parse.governor(bare[0].first, bare[0]).at != hit.first or bare[0].last >= saying.first - 1
        ):
            return bare[0]
    return None


def _continues(parse: Parse, index: int) -> bool:
    """Whether a clause that opens here goes on with the subject of the one before: "and then", "que"."""
    return (
        index >= 0
        and parse.tagged(index, "subordinator", "complement") is not None
        and parse.grammar.pro_drop
    )


def _item_before(saying: Saying) -> bool:
    return saying.item is not None and saying.item.last <= saying.first


def _antecedent(parse: Parse, relative: int) -> Mention | None:
    """What a relative word stands for, when it is an actor."""
    index = relative - 1
    if parse.tagged(index, "marker") is not None:
        return None
    while index >= 0 and (
        parse.norm(index) in (",", "،", ")")
        or parse.aside(index, relative) is not None
        or (parse.grammar.construct and parse.tagged(index, "aux", "hedge") is not None)
    ):
        index -= 1
    mention = parse.ending(index)
    if mention is None:
        return None
    governor = parse.governor(mention.first, mention)
    if (
        governor.sort == "marker"
        and governor.name in ("to", "in")
        and parse.ending(governor.at - 1) is not None
    ):
        return parse.ending(governor.at - 1)  # "le FLA au Mali, qui ...".
    if governor.sort == "marker" and governor.name == "of":
        head = parse.ending(governor.at - 1)
        return head if head is not None and head.cohort else mention
    return mention


def _right_subject(parse: Parse, saying: Saying) -> Mention | None:
    """A subject straight after its verb."""
    if saying.hit.tag.form in ("infinitive", "gerund", "participle") and not saying.helpers:
        return None
    if parse.tagged(saying.first, "plural") is not None:  # In Arabic it stands before it.
        return None
    index = saying.last
    while index < len(parse.tokens) and index - saying.last < 4:
        mention = parse.inside.get(index)
        if mention is not None and mention.form == "anaphor" and parse.tagged(index, "marker") is not None:
            index = mention.last
            continue
        if mention is not None:
            fits = _can_be_subject(parse, mention) and (
                not parse.grammar.cases or "nom" in mention.cases or not mention.cases
            )
            named = mention.form != "anaphor" or parse.grammar.construct
            if parse.grammar.cases and not fits:  # "поставила Сенегалу Туреччина": the next may be it.
                index = mention.last
                continue
            return mention if fits and named else None
        if parse.grammar.construct and index == saying.last:
            member = belonging(parse, index)
            if member is not None:
                return member
        if not (parse.tagged(index, "determiner", "person") or parse.passed(index)) or parse.tagged(
            index, "marker"
        ):
            return None
        index += 1
    return None


def _given_after(parse: Parse, saying: Saying) -> bool:
    """Whether a verb of learning is one of teaching here: "appris aux rebelles à piloter"."""
    for mention in parse.mentions:
        if saying.last <= mention.first <= saying.last + 4 and mention.form != "adjective":
            governor = parse.governor(mention.first, mention)
            return governor.sort == "marker" and governor.name == "to" and governor.at == saying.last
    return False


def _given_to(parse: Parse, saying: Saying, table: Mapping[str, str]) -> bool:
    """Whether somebody follows to whom it is done: "enseignent aux recrues le maniement"."""
    marker = parse.tagged(saying.last, "marker")
    return marker is not None and marker.tag.name == "to" and "to" in table


def _alone(parse: Parse, saying: Saying, subject: Mention | None) -> bool:
    """Whether a verb stands without any object, not even an unknown noun straight after it."""
    index = saying.last
    if parse.grammar.construct and parse.tagged(saying.first, "it") is not None:
        return False
    if parse.grammar.construct and subject is not None and 0 <= subject.first - index <= 3:
        index = subject.last
    while parse.passed(index):
        index += 1
    if index >= len(parse.tokens) or not parse.tokens[index].word:
        return True
    if parse.article(index):
        return False
    return parse.tagged(index, "marker", "conjunction", "subordinator", "complement") is not None


def _object(parse: Parse, saying: Saying, subject: Mention | None) -> Mention | None:
    """The bare object of an active verb; with cases, an accusative wherever it stands in the clause."""
    if parse.grammar.construct and parse.tagged(saying.first, "it") is not None:
        # "القوات التي دربتها تركيا": the pronoun at the verb is who stands before it.
        start = _group_start(parse, saying)
        joint = parse.tagged(start - 1, "relative")
        named = _antecedent(parse, joint.first) if joint is not None else parse.ending(start - 1)
        if named is not None and named is not subject and named.form != "adjective":
            return named
    end = parse.end(saying.last - 1)
    for mention in parse.mentions:
        if mention.first < saying.last or mention.form == "adjective" or mention is subject:
            continue
        if mention.first >= end:
            break
        between = range(saying.last, mention.first)
        if any(i in parse.verbs for i in between) and not _shared(
            parse, saying, range(saying.last, mention.first + 1)
        ):
            break
        if parse.grammar.cases and _parted(parse, between):
            break
        governor = parse.governor(mention.first, mention)
        if governor.sort == "marker" and not (
            mention.cases
            and mention.cases <= {"acc", "gen"}
            and governor.name == "of"
            and governor.at == mention.first
        ):
            continue
        if governor.sort == "name" and not (subject is not None and parse.inside.get(governor.at) is subject):
            continue
        if mention.cases and parse.grammar.cases and not mention.cases & {"acc", "gen"}:
            continue
        if mention.first - saying.last > (14 if parse.grammar.construct else 8):
            break
        return mention
    if parse.grammar.cases:
        start = parse.start(saying.first)
        for mention in parse.mentions:
            before = start <= mention.first and mention.last <= saying.first and mention is not subject
            object_case = bool(mention.cases) and mention.cases <= {"acc", "gen"}
            if before and object_case and parse.governor(mention.first, mention).sort in ("free", "verb"):
                return mention
    return _whose(parse, saying, end)


def _whose(parse: Parse, saying: Saying, end: int) -> Mention | None:
    """Whose people are the object, when these are no actors: "formaram pilotos do exército"."""
    if saying.frame.needs not in ("context", "people") or saying.frame.active.get("object") is None:
        return None
    for mention in parse.mentions:
        if mention.first < saying.last or mention.form == "adjective":
            continue
        between = range(saying.last, mention.first)
        if mention.first >= end or len(between) > 9 or any(i in parse.verbs for i in between):
            return None
        governor = parse.governor(mention.first, mention)
        foreign = [
            hit
            for i in between
            if (hit := parse.tagged(i, "marker")) is not None
            and hit.tag.name != "of"
            and not parse.article(i)
        ]
        named = governor.sort == "marker" and governor.name == "of"
        return mention if named and not foreign else None
    return None


def _marked(
    parse: Parse, saying: Saying, table: Mapping[str, str], put: object, taken: Sequence[Mention]
) -> None:
    """Mentions that hang on a marker the frame knows."""
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    for mention in parse.mentions:
        if mention in taken or mention.form == "adjective":
            continue
        after = mention.first >= saying.last
        if not (saying.last <= mention.first < end) and not (
            start <= mention.first and mention.last <= saying.first
        ):
            continue
        if (
            parse.grammar.cases
            and not after
            and _parted(parse, range(mention.last, saying.first))
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
            if not bound or any(
                i in parse.verbs and i != saying.first for i in range(mention.last, saying.first)
            ):
                continue
            if saying.voice == "nominal" and not (saying.light and saying.light.last <= mention.first):
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


def _parted(parse: Parse, between: range) -> bool:
    """Whether a lone comma parts two tokens: another clause; two commas only put something in."""
    return sum(parse.norm(i) in (",", "،") for i in between) == 1


def _taken(parse: Parse, saying: Saying, mention: Mention) -> bool:
    """Whether another participle or noun before a mention takes it: "переданные Ираном дроны применялись"."""
    index = mention.first - 1
    while index >= 0 and mention.first - index <= 6 and parse.tokens[index].word:
        hit = parse.tagged(index, "trigger")
        if hit is not None and hit.first != saying.first:
            return hit.tag.form in ("participle", "gerund", "noun", "infinitive")
        if parse.tagged(index, "marker") is None and index not in parse.inside and not _item_at(parse, index):
            return False
        index -= 1
    return False


def _item_at(parse: Parse, index: int) -> bool:
    return any(item.first <= index < item.last for item in parse.items)


def _related(parse: Parse, saying: Saying, table: Mapping[str, str], put: object) -> None:
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
    if item is None or not parse.grammar.cases or marked:
        return governor
    index = mention.first - 1
    while index > saying.first and (parse.tagged(index, "determiner") or not parse.tokens[index].word):
        index -= 1
    handed = item.first <= index < item.last and saying.first < mention.first
    if saying.voice == "nominal":
        handed = handed and item.first >= saying.last
    else:
        handed = handed or saying.first <= index < saying.last
    return Governor("marker", "to", mention.first) if handed else governor


def _undeclined(parse: Parse, saying: Saying, givers: Sequence[Mention]) -> Mention | None:
    """Who gets it, where the form does not tell: "дронів М23", "Україна Судану не передавала"."""
    if saying.voice == "nominal":
        return None
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    for mention in parse.mentions:
        inside = start <= mention.first and mention.last <= end
        if (
            not inside
            or mention in givers
            or (mention is saying.subject and saying.voice == "active")
            or mention.form in ("adjective", "anaphor")
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


def _other_takes(parse: Parse, saying: Saying, at: int) -> bool:
    """Whether another verb between the trigger and a marker takes what the marker brings."""
    between = [i for i in range(saying.last, at) if i in parse.verbs]
    return bool(between) and not _shared(parse, saying, range(saying.last, at))


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
    return False


def _owner(parse: Parse, item: Held) -> Mention | None:
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
            plain = governor.sort == "name" and governor.at == item.last - 1
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


def _nominal(parse: Parse, saying: Saying, table: Mapping[str, str], put: object) -> None:
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
            )
            if (before and parse.grammar.adjective_first) or (after and not parse.grammar.adjective_first):
                put(table["adjective"], mention, spread=False)  # type: ignore[operator]
        elif mention.possessive and 0 <= first - mention.last <= 4 and "adjective" in table:
            put(table["adjective"], mention)  # type: ignore[operator]
    accused = _accused(parse, saying)
    if accused is not None:
        put(table.get("by"), accused)  # type: ignore[operator]
        saying.subject = accused
    denies = [hit for hit in parse.all("speech") if hit.tag.name == "denied" and hit.tag.form != "noun"]
    if parse.grammar.cases and accused is None and any(hit.last <= first for hit in denies):
        saying.subject = _seat(parse, saying)
        if saying.subject is None and saying.frame.active.get("subject") == "recipient":
            free = [m for m in parse.mentions if m.last <= denies[0].first and _can_be_subject(parse, m)]
            saying.subject = next(
                (m for m in free if parse.governor(m.first, m).sort == "free"), None
            )
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
            helpers=_helpers(parse, light.first),
        )
        saying.helpers = verb.helpers
        verb.voice = _voice(parse, light, verb.helpers)
        saying.reasons.append(f"light verb: {_words(parse, light)}")
        if verb.voice == "active":
            if parse.grammar.construct and light.first >= saying.last:  # "an attack X carried out"
                subject = _right_subject(parse, verb)
            else:
                subject, _ = _subject(parse, verb, (), None)
            saying.subject = subject
            put(table.get(light.tag.name), subject)  # type: ignore[operator]
            if light.tag.name == "receive" and subject is not None and parse.grammar.cases:
                table = {name: role for name, role in table.items() if name != "of"}
            if light.tag.name == "give":
                given = _object(parse, verb, subject)
                if given is not None and given.last <= first:
                    put(table.get("receive"), given)  # type: ignore[operator]
    elif parse.grammar.construct and accused is None:
        told = table.get("of") == table.get("give") == "recipient" and hanging(parse, saying.hit) is not None
        subject = None if told or pair(parse, saying.hit) else _matrix(parse, saying)
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
    _marked(parse, saying, table, put, [saying.subject] if saying.subject is not None else [])


def _matrix(parse: Parse, saying: Saying) -> Mention | None:
    """Who announces, denies or plans a deed of their own: "نفت أوكرانيا تزويد المتمردين"."""
    index = saying.first - 1
    joint = False
    while index >= 0 and saying.first - index <= 12:
        if parse.tagged(index, "complement") is not None and parse.inside.get(index) is None:
            if joint or saying.voice == "nominal":
                return None
            joint = True
        elif parse.norm(index) in (";", ":") or parse.tagged(index, "relative", "subordinator") is not None:
            return None
        hit = parse.verbs.get(index)
        if hit is not None:
            if hit.tag.sort != "speech" or hit.tag.name not in ("denied", "forecast", "reported"):
                return None
            verb = Saying(
                hit=hit,
                trigger=parse.span(hit.first, hit.last),
                frame=saying.frame,
                kind=saying.kind,
                voice="active",
                helpers=_helpers(parse, hit.first),
            )
            subject, _ = _subject(parse, verb, (), None)
            if subject is None or subject.last > saying.first:
                return None
            between = range(max(hit.last, subject.last), saying.first)
            if parse.tagged(hit.first, "expects") is not None:
                return None
            if hit.tag.name == "reported" and any(parse.tagged(i, "marker") is not None for i in between):
                return None
            return subject if reaches(parse, between) else None
        index -= 1
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


def _sent(parse: Parse, saying: Saying) -> bool:
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


def _required(parse: Parse, saying: Saying) -> bool:
    if "munition" in saying.frame.requires:
        start, end = parse.start(saying.first), parse.end(saying.last - 1)
        return any(i.item is Item.MUNITION and start <= i.first < end for i in parse.items)
    if "agents" in saying.frame.requires:
        return _sent(parse, saying)
    if "cargo" in saying.frame.requires:  # A drone shot down in flight reaches nobody's hands.
        item = saying.item
        return bool(saying.recipients) or (item is not None and (not item.drone or is_part(parse, item)))
    if "following" in saying.frame.requires and (saying.item is None or saying.item.first < saying.last):
        return False
    if "from" in saying.frame.requires:
        return bool(saying.providers)
    return bool(saying.recipients)


# -- what follows from the parties ----------------------------------------------------------------


def _things(parse: Parse, saying: Saying) -> None:
    start, end = parse.start(saying.first), parse.end(saying.last - 1)
    within = [item for item in parse.items if start <= item.first < end]
    if parse.grammar.construct:
        within = [item for item in within if not is_part(parse, item)]
    stated = {item.item for item in within}
    flown = [item for item in within if item.drone]
    if saying.item is None and flown and parse.grammar.cases:
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
        saying.system = max(classes, key=_SPECIFIC.index) if classes else None
        small = any(m.kind in _GROUPS or m.cohort for m in saying.parties)
        if saying.system is None and saying.item is not None and saying.item.drone and small:
            saying.system = System.MULTIROTOR_UNSPECIFIED
        drops = any(start <= hit.first < end for hit in parse.all("drops"))
        if saying.system in (None, System.MULTIROTOR_UNSPECIFIED) and drops and Item.MUNITION in stated:
            saying.system = System.MULTIROTOR_BOMBER


def _settle(saying: Saying) -> Saying | None:
    """Apply what the parties say about the kind, and drop what says too little."""
    kind, provider = saying.kind, saying.providers[0] if saying.providers else None
    if kind is Kind.TRANSFER and provider is None:
        if saying.frame.id == "receive":
            saying.kind = Kind.ACQUISITION
        elif saying.frame.id == "equip" and saying.recipients and saying.voice == "passive":
            saying.kind = Kind.SIGHTING
            saying.reasons.append("equipped by nobody named: a sighting")
        elif not saying.recipients:
            return None
    if kind is Kind.SEIZURE and saying.captor is not None:
        if saying.captor.kind in _GROUPS:
            saying.kind = Kind.ACQUISITION
            saying.providers = tuple(m for m in saying.recipients if m != saying.captor)
            saying.recipients = (saying.captor,)
            saying.reasons.append("taken by an armed group: an acquisition from the battlefield")
        else:
            saying.recipients = tuple(m for m in saying.recipients if m != saying.captor)
            saying.reasons.append(f"seized by: {saying.captor.literal}")
    if saying.frame.id == "loot" and saying.recipients and saying.recipients[0].kind in _STATES:
        saying.kind = Kind.SEIZURE
        saying.captor, saying.recipients, saying.providers = saying.recipients[0], saying.providers, ()
        saying.reasons.append(f"seized by: {saying.captor.literal}")
    if saying.kind is Kind.USE and saying.frame.id == "use" and not saying.recipients:
        return None
    if saying.frame.id == "watch" and not any(m.actor or m.kind in _GROUPS for m in saying.recipients):
        return None  # Anybody may film with a drone.
    if kind is Kind.TRAINING and not saying.parties:
        return None
    if kind is Kind.TRAINING and saying.voice == "nominal" and not saying.recipients and not saying.light:
        return None
    if kind is Kind.RECRUITMENT:
        people = any(m.cohort or m.form in ("people", "agent") for m in saying.providers)
        if not people or not (saying.recipients or any(m.former for m in saying.providers)):
            return None
    if saying.kind in (Kind.SIGHTING, Kind.PRODUCTION, Kind.ACQUISITION) and not saying.recipients:
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


def _leans(parse: Parse, saying: Saying, found: Sequence[Saying]) -> bool:
    """Whether a saying only tells what another is for: "trained them to fly drones"."""
    others = [other for other in found if other is not saying and other.first < saying.first]
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
        ):
            return True
    if saying.voice == "nominal" and parse.grammar.construct and _repeats(saying, found):
        return True
    if saying.voice != "nominal" and not saying.parties:
        # "three died in an attack by X": the noun tells more.
        for other in found:
            noun = other.voice == "nominal" and bool(other.parties) and other.kind is saying.kind
            if noun and parse.grammar.construct and abs(other.first - saying.first) <= 8:
                return True
    if saying.voice == "nominal":
        for other in found:
            if other is saying or other.kind is not saying.kind:
                continue
            tells = other.parties or not saying.parties or not parse.grammar.construct
            close = other.voice != "nominal" and abs(other.first - saying.first) <= 8
            if close and tells and not saying.light:
                return True
            if other.light is not None and saying.hit == other.light:
                return True
    if saying.voice == "nominal" and saying.kind is Kind.TRANSFER and saying.light is None:
        ahead = (parse.tagged(saying.first - back, "trigger") for back in (1, 2))
        if any(hit is not None and hit.tag.name == "restrict" for hit in ahead):
            return True  # "заборонити експорт"
    if saying.hit.tag.form == "gerund" and parse.grammar.cases:
        if any(o is not saying and o.kind is saying.kind and o.voice != "nominal" for o in found):
            return True  # "освоїли дрони, навчаючись за відео"
    carried = [other for other in found if other.light is not None and other.light.first == saying.first]
    between = saying.item is not None and any(saying.last <= saying.item.first < o.first for o in carried)
    return bool(carried) and not between
