"""From a trigger word to a draft of what happened: the frame, the parties around it, the item it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from thistledown.casebook.span import Span
from thistledown.codebook.terms import ActorKind, Item, Kind, System
from thistledown.reading.clauses import Clauses
from thistledown.reading.frames import Form, Frame, Grammar, TriggerForm, Voice, voice_of
from thistledown.reading.items import ItemWord, most_specific, system_of
from thistledown.reading.mentions import Mention

# A noun after an item word that makes the item a mere modifier: "drone units" are not drones.
_MODIFIED = frozenset(
    [
        "unit",
        "units",
        "operator",
        "operators",
        "pilot",
        "pilots",
        "team",
        "teams",
        "attack",
        "attacks",
        "strike",
        "strikes",
        "training",
        "programme",
        "programmes",
        "program",
        "programs",
        "course",
        "courses",
        "footage",
        "video",
        "videos",
        "warfare",
        "use",
        "capability",
        "capabilities",
        "show",
        "shows",
        "industry",
        "school",
        "schools",
        "specialist",
        "specialists",
        "instructor",
        "instructors",
        "technology",
        "expert",
        "experts",
        "crew",
        "crews",
        "instruction",
        "bombing",
        "bombings",
        "force",
        "forces",
        "maker",
        "makers",
        "skills",
        "flight",
        "flights",
        "display",
        "battalion",
        "brigade",
        "regiment",
        "raid",
        "raids",
        "assault",
        "usage",
        "instructors",
        "technician",
        "technicians",
        "engineer",
        "engineers",
        "piloting",
        "group",
        "groups",
        "threat",
        "threats",
        "incursion",
        "incursions",
        "activity",
        "war",
        "academy",
        "network",
        "networks",
        "project",
        "exporters",
        "exports",
        "manufacturers",
        "suppliers",
        "squad",
        "squads",
        "corps",
        "operations",
        "operation",
        "skill",
        "purchases",
        "shipments",
        "deliveries",
        "transfers",
        "supplies",
        "imports",
        "production",
        "sales",
        "sightings",
        "seizures",
        "regulation",
        "regulations",
        "campaign",
        "experience",
        "knowledge",
        "factory",
        "workshop",
        "plant",
        "base",
        "specialists",
        "base",
        "bases",
        "hub",
        "sector",
        "market",
        "cooperation",
    ]
)
_WEAK = frozenset(
    {"take", "find", "discover", "recover", "neutralise", "neutralize", "down", "bring down", "unearth"}
)
_DOWNING = frozenset({"shoot down", "down", "bring down", "intercept", "neutralise", "neutralize"})
_CERTAIN_SEIZURE = frozenset({"seize", "confiscate", "impound", "shoot down", "intercept"})
_ARMING = frozenset({"arm", "equip", "outfit"})
_STATE_KINDS = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})
_GROUP_KINDS = frozenset(
    {ActorKind.NON_STATE_ARMED_GROUP, ActorKind.CRIMINAL_ORGANISATION, ActorKind.PRIVATE_MILITARY_COMPANY}
)
_INSTRUMENT_MARKERS = frozenset({"with", "by", "from", "through"})


@dataclass(slots=True)
class Draft:
    """What one trigger says, before modality, time and place.

    Attributes:
        kind: what happened.
        frame: the frame's id.
        first: first token of the trigger.
        last: one past the last.
        trigger: where the trigger stands.
        voice: active, passive or nominal.
        form: the trigger's form.
        providers: mentions in the provider slot.
        recipients: mentions in the recipient slot.
        captor: who seized, for a seizure.
        items: what moved.
        item_span: the item's words.
        system: class of drone.
        reasons: rules applied.
    """

    kind: Kind
    frame: Frame
    lemma: str
    first: int
    last: int
    trigger: Span
    voice: Voice
    form: Form
    providers: tuple[Mention, ...] = ()
    recipients: tuple[Mention, ...] = ()
    captor: Mention | None = None
    items: tuple[Item, ...] = ()
    item_span: Span | None = None
    system: System | None = None
    light: int | None = None
    weak_provider: bool = False
    reasons: list[str] = field(default_factory=list)

    @property
    def parties(self) -> tuple[Mention, ...]:
        """Everyone in a slot of a claim."""
        return self.providers + self.recipients


def drafts(clauses: Clauses, *, context: bool, language: str = "en") -> Iterator[Draft]:
    """Drafts of a sentence, in order of their triggers.

    Args:
        clauses: the sentence.
        context: whether a drone is named around the sentence; it counts like one in it for frames that allow it.
        language: whose words to use.
    """
    words = clauses.words
    matches = [m for m in words.triggers.every(clauses.tokens) if m.last - 1 in clauses.triggers]
    taken: set[int] = set()
    found: list[Draft] = []
    for match in matches:
        for form in _choose(clauses, match.first, match.last, match.meaning):
            draft = _draft(clauses, words, match.first, match.last, form, context, language)
            if draft is not None:
                found.append(draft)
                if draft.light is not None:
                    taken.add(draft.light)
                break
    for draft in found:
        if draft.first not in taken and not _leans(clauses, draft, found):
            yield draft


def _leans(clauses: Clauses, draft: Draft, found: Sequence[Draft]) -> bool:
    """Whether a draft only says what another is for: "trained them to fly drones", "banned the export of drones"."""
    others = [other for other in found if other is not draft and other.first < draft.first]
    if (
        draft.kind is Kind.USE
        and draft.form in ("base", "ing")
        and clauses.norm(draft.first - 1) in ("to", "in", "for")
    ):
        return any(other.kind in (Kind.TRAINING, Kind.RECRUITMENT) for other in others)
    if draft.kind is Kind.TRANSFER and draft.voice == "nominal" and not draft.providers:
        return any(other.kind in (Kind.POLICY, Kind.SEIZURE) for other in others)
    return False


def verb_places(clauses: Clauses) -> frozenset[int]:
    """Token indices of the triggers and light verbs that stand there as verbs."""
    found: set[int] = set()
    for match in clauses.words.triggers.every(clauses.tokens):
        if match.last - 1 in clauses.triggers:
            forms = _choose(clauses, match.first, match.last, match.meaning)
            if any(
                form.form != "noun" and not _adjectival(clauses, match.first, match.last, form)
                for form in forms
            ):
                found.add(match.last - 1)
    for light in clauses.words.light.every(clauses.tokens):
        if clauses.mention_at(light.first) is None and not _noun_place(
            clauses, light.first, light.last, light.meaning[0][1]
        ):
            found.add(light.last - 1)
    return frozenset(found)


def _choose(clauses: Clauses, first: int, last: int, forms: Sequence[TriggerForm]) -> list[TriggerForm]:
    """The readings of a word that fit where it stands: as a noun or as a verb."""
    nouns = [form for form in forms if form.form == "noun"]
    verbs = [form for form in forms if form.form != "noun"]
    if nouns and verbs:
        return nouns if _is_noun(clauses, first, last, verbs[0].form) else verbs
    if (
        verbs
        and not nouns
        and verbs[0].form in ("base", "s", "ing")
        and _noun_place(clauses, first, last, verbs[0].form)
    ):
        return []
    return list(forms)


def _noun_place(clauses: Clauses, first: int, last: int, form: Form) -> bool:
    """A verb form that stands where only a noun can: "the use", "its fields"."""
    before = clauses.norm(first - 1)
    if form != "ing" and (clauses.norm(last) == "of" or before == "of"):
        return True
    if form == "ing":
        return before in ("the", "a", "an", "'s")
    return (
        before in clauses.words.determiner - {"that", "all", "both", "some", "many", "most", "others"}
        or before == "'s"
    )


def _is_noun(clauses: Clauses, first: int, last: int, form: Form) -> bool:
    words = clauses.words
    before, after = clauses.norm(first - 1), clauses.norm(last)
    if after == "of":
        return form != "ing" or before not in words.be
    if before in words.auxiliary - words.be or before in ("to", "not") or before in words.relative:
        return False
    if form == "ing":
        opens = clauses.mention_at(last)
        return not (
            opens is not None
            or after in words.determiner
            or after in ("up", "about", "nearly", "over", "and")
            or after.isdigit()
        ) or (before in words.determiner and before not in ("that",) and opens is None)
    if before in words.be:
        return False
    mention = clauses.mention_at(first - 1)
    if (
        before in words.determiner
        or before == "'s"
        or before in _SINGLE
        or before in ("drone", "drones", "-")
    ):
        return True
    if mention is not None and mention.form != "adjective":
        return after in ("on", "against", "by", "from", "in", "at", "near", "") or (form == "past")
    if mention is not None:
        return True
    opens = clauses.mention_at(last)
    if form == "s" and (opens is not None or after in words.determiner):
        return False
    return form in ("base", "s")


_SINGLE = frozenset(
    {
        "of",
        "in",
        "on",
        "by",
        "for",
        "from",
        "with",
        "against",
        "after",
        "before",
        "via",
        "through",
        "over",
        "armed",
        "first",
    }
)


def _draft(
    clauses: Clauses, words: Grammar, first: int, last: int, form: TriggerForm, context: bool, language: str
) -> Draft | None:
    frame = words.frames[form.frame]
    voice = voice_of(form.form, clauses.tokens, first, last, words)
    if form.form != "noun" and _adjectival(clauses, first, last, form):
        return None
    if form.lemma == "have" and _perfect(clauses, last):
        return None
    if voice == "active" and form.form == "past" and _reduced(clauses, first, last):
        voice = "passive"
    draft = Draft(
        kind=frame.kind, frame=frame, lemma=form.lemma, first=first, last=last, trigger=clauses.span(first, last),
        voice=voice, form=form.form, items=frame.items, reasons=[f"frame {frame.id}: {form.lemma} ({voice})"],
    )  # fmt: skip
    early = frame.needs in ("item", "instrument")
    if early and not _needs(clauses, draft, context):
        return None
    _parties(clauses, draft)
    if not early and not _needs(clauses, draft, context):
        return None
    if frame.requires_marker and not (draft.recipients or draft.providers):
        return None
    _items(clauses, draft, language)
    return _settle(draft)


def _perfect(clauses: Clauses, last: int) -> bool:
    """Whether "have" only helps another verb: "has reportedly confirmed"."""
    index = last
    while clauses.norm(index).endswith("ly") or clauses.norm(index) in (
        "not",
        "also",
        "never",
        "already",
        "now",
        "since",
    ):
        index += 1
    word = clauses.norm(index)
    return (
        word.endswith("ed")
        or word in clauses.words.be
        or index in clauses.verbs
        or index in clauses.speech
        or word == "to"
    )


def _adjectival(clauses: Clauses, first: int, last: int, form: TriggerForm) -> bool:
    """A participle that only describes what follows: "armed drones", "the captured drones", "US-made"."""
    at = first - 1
    while at > 0 and clauses.norm(at).endswith("ly"):
        at -= 1
    before = clauses.norm(at) if first else ""
    if before == "-":
        return not (form.frame == "attack" and form.lemma in ("drop", "release"))
    if form.form not in ("past", "participle"):
        return False
    item_next = any(0 <= item.first - last <= 2 for item in clauses.items)
    if form.lemma in _ARMING and item_next and clauses.norm(last) not in ("with", "by"):
        return True
    if before in ("that", "some", "all", "both", "many", "this"):
        return False
    return before in clauses.words.determiner or before in _SINGLE or before == "'s" or before.isdigit()


def _reduced(clauses: Clauses, first: int, last: int) -> bool:
    """A participle right after the thing it is said of: "drones supplied by", "fighters trained in"."""
    after = clauses.norm(last)
    if after not in ("by", "from", "in", "to", "with", "for"):
        return False
    before = first - 1
    item = next((i for i in clauses.items if i.last == first), None)
    mention = clauses.mention_at(before)
    if item is not None:
        return True
    return (
        mention is not None
        and mention.form in ("people", "agent")
        and after in ("by", "in", "with")
        and any(
            clauses.norm(i) in clauses.words.auxiliary or i in clauses.speech
            for i in range(last, min(last + 12, len(clauses.tokens)))
        )
    )


# -- parties ----------------------------------------------------------------------------------------


def _parties(clauses: Clauses, draft: Draft) -> None:
    slots: dict[str, list[Mention]] = {}

    def put(role: str | None, mention: Mention | None, *, spread: bool = True) -> None:
        if role is None or mention is None or role == "target":
            return
        group = clauses.conjuncts(mention) if spread else (mention,)
        for member in group:
            if member not in slots.setdefault(role, []):
                slots[role].append(member)

    if draft.voice == "nominal":
        _nominal(clauses, draft, put)
    else:
        subject = clauses.subject(draft.first, form=draft.form)
        if draft.voice == "active":
            obj = clauses.object(draft.last) or _shared_object(clauses, draft.last)
            table = draft.frame.roles["active"]
            if obj is None and draft.frame.roles["intransitive"]:
                table = draft.frame.roles["intransitive"]
                draft.reasons.append("no object: the subject is who it happens to")
            put(table.get("subject"), subject)
            put(table.get("object"), obj)
            _marked(clauses, draft, table, put)
        else:
            table = draft.frame.roles["passive"]
            put(table.get("subject"), subject)
            _marked(clauses, draft, table, put)
        if "possessor" in table:
            for item in clauses.items:
                if draft.item_span is None or clauses.span(item.first, item.last) != draft.item_span:
                    continue
                owner = clauses.possessor(item.first)
                if owner is not None and _owns(owner):
                    put(table["possessor"], owner, spread=False)
    providers = _distinct(slots.get("provider", ()))
    recipients = [m for m in _distinct(slots.get("recipient", ())) if m not in providers]
    captors = slots.get("captor", ())
    draft.providers, draft.recipients = tuple(providers), tuple(recipients)
    draft.captor = captors[0] if captors else None


def _distinct(mentions: Sequence[Mention]) -> list[Mention]:
    """Parties without those that cannot be one and without naming anybody twice."""
    kept: list[Mention] = []
    for mention in mentions:
        if _is_party(mention) and not any(m.actor and m.actor == mention.actor for m in kept):
            kept.append(mention)
    return kept


def _owns(mention: Mention) -> bool:
    return mention.form not in ("country", "adjective", "metonym") or mention.possessive


def _is_party(mention: Mention) -> bool:
    return mention.form != "anaphor" or mention.kind is not ActorKind.UNKNOWN


def _marked(clauses: Clauses, draft: Draft, table: dict[str, str], put: object) -> None:
    def blocked(index: int) -> bool:
        return (index in clauses.verbs or index in clauses.speech) and index != draft.first

    for name, mention in clauses.marked(draft.last, blocked):
        role = table.get(name)
        if role is None:
            continue
        if name == "in":
            if mention.form not in ("country", "metonym") and role == "provider":
                continue
            if role == "provider" and draft.kind is Kind.TRAINING:
                draft.weak_provider = True
            elif role == "recipient" and mention.form == "country" and draft.kind is not Kind.RECRUITMENT:
                continue
        if name in ("to", "for") and mention.form == "country" and draft.kind is Kind.SEIZURE:
            continue
        if name == "with" and draft.kind is Kind.TRAINING and mention.form == "people" and not mention.actor:
            continue
        put(role, mention)  # type: ignore[operator]


def _shared_object(clauses: Clauses, last: int) -> Mention | None:
    """ "training and equipping X": the object of the second verb is that of the first too."""
    if clauses.norm(last) in clauses.words.conjunction and last + 1 in clauses.verbs:
        return clauses.object(last + 2)
    return None


def _nominal(clauses: Clauses, draft: Draft, put: object) -> None:
    table = draft.frame.roles["nominal"]
    start = draft.first
    while start > 0 and (
        clauses.norm(start - 1) in ("-", '"', "”", "“", "and", "first", "armed")
        or any(item.first <= start - 1 < item.last for item in clauses.items)
    ):
        start -= 1
    owner = clauses.possessor(start)
    if owner is not None:
        if owner.possessive:
            put(table.get("possessive"), owner)  # type: ignore[operator]
        elif owner.form in ("adjective", "force", "name", "anaphor"):
            put(table.get("adjective"), owner)  # type: ignore[operator]
    light = _light(clauses, draft)
    if light is not None:
        side, index, passive = light
        draft.light = index
        if not passive:
            form: Form = "ing" if clauses.norm(index).endswith("ing") else "past"
            put(table.get(f"light_{side}"), clauses.subject(index, form=form))  # type: ignore[operator]
            given = clauses.object(index + 1)
            if (
                side == "give"
                and given is not None
                and given.last <= draft.first
                and given.form != "adjective"
            ):
                put(table.get("light_receive"), given)  # type: ignore[operator]
        draft.reasons.append(f"light verb: {clauses.norm(index)}")
    _marked(clauses, draft, table, put)


def _light(clauses: Clauses, draft: Draft) -> tuple[str, int, bool] | None:
    """The verb that only carries a noun trigger: its side, its token, whether it is passive."""
    start = max(clauses.clause_start(draft.first), draft.first - 10)
    for index in range(draft.first - 1, start - 1, -1):
        if clauses.norm(index) in ("of", "by") and index < draft.first - 1 and draft.frame.id != "train":
            if clauses.norm(index) == "by":
                return None
        match = clauses.words.light.at(clauses.tokens, index)
        if match is None or match.last - 1 not in clauses.verbs:
            continue
        if clauses.norm(index) in clauses.words.have and draft.frame.id != "ties":
            continue
        if index > 0 and clauses.norm(index - 1) in clauses.words.determiner:
            continue
        side, form = match.meaning[0]
        if len({entry[0] for entry in match.meaning}) > 1 and draft.frame.id not in ("train",):
            side = "give"
        passive = voice_of(form, clauses.tokens, match.first, match.last, clauses.words) == "passive"
        return side, match.last - 1, passive
    return None


# -- what the frame needs ---------------------------------------------------------------------------


def _needs(clauses: Clauses, draft: Draft, context: bool) -> bool:
    match draft.frame.needs:
        case "item":
            return _item_moved(clauses, draft, context)
        case "instrument":
            return _instrument(clauses, draft)
        case "drone":
            return any(item.drone for item in clauses.items)
        case "people":
            people = draft.providers
            return (
                context
                and any(m.cohort or m.form in ("people", "agent") for m in people)
                and bool(draft.recipients or any(m.former for m in people))
            )
        case _:
            return context or any(item.drone for item in clauses.items)


def _is_head(clauses: Clauses, item: ItemWord) -> bool:
    """Whether an item word is the thing itself and not a modifier of another noun."""
    after = item.last
    while clauses.norm(after) in ('"', "”", "“", "-", ")", "(") or any(
        i.first == after for i in clauses.items
    ):
        after = next((i.last for i in clauses.items if i.first == after), after + 1)
    return clauses.norm(after) not in _MODIFIED


def _governed(clauses: Clauses, item: ItemWord) -> tuple[str, str, int]:
    stand_in = Mention(
        span=clauses.span(item.first, item.last), literal="", first=item.first, last=item.last, actor=None,
        kind=ActorKind.UNKNOWN, name="",
    )  # fmt: skip
    return clauses._walk(stand_in)


def _item_moved(clauses: Clauses, draft: Draft, context: bool) -> bool:
    drone_near = context or any(item.drone for item in clauses.items)
    if not drone_near:
        return False
    start, end = clauses.clause_start(draft.first), clauses.clause_end(draft.last - 1)
    movable = (Item.EQUIPMENT, Item.COMPONENTS, Item.MUNITION)
    best: ItemWord | None = None
    for item in clauses.items:
        if not start <= item.first < end:
            continue
        knowledge = (
            item.item in (Item.KNOWLEDGE, Item.EXPERIENCE)
            and draft.frame.id == "supply"
            and draft.voice == "nominal"
        )
        if item.item not in movable and not knowledge:
            continue
        attached = draft.voice == "nominal" and item.last == draft.first
        if not attached and not _is_head(clauses, item):
            continue
        if not item.drone and not knowledge and draft.kind is Kind.USE:
            continue
        if not _object_place(clauses, draft, item):
            continue
        if best is None or (item.drone and not best.drone):
            best = item
    if best is None:
        if (
            draft.frame.id == "supply"
            and draft.voice == "nominal"
            and context
            and clauses.norm(draft.first - 1) == "such"
        ):
            draft.reasons.append("'such': the item was named before")
            return True
        return False
    draft.item_span = clauses.span(best.first, best.last)
    return True


def _object_place(clauses: Clauses, draft: Draft, item: ItemWord) -> bool:
    governor = _governed(clauses, item)
    sort, name, at = governor
    after = item.first >= draft.last
    if draft.voice == "active":
        if not after and draft.frame.item_is_subject:
            return sort in ("start", "report", "name", "verb") and draft.first - item.last <= 8
        if not after:
            between = [clauses.norm(i) for i in range(item.last, draft.first)]
            return bool(between) and between[0] in clauses.words.relative and len(between) <= 6
        if item.first - draft.last > 14:
            return False
        if sort == "verb":
            return at == draft.last - 1 or ((draft.first <= at) and _coordinated_verb(clauses, draft, at))
        if sort == "marker":
            return (name == "with" and draft.kind is Kind.TRANSFER) or (
                name == "of"
                and at - draft.last <= 5
                and not any(i in clauses.verbs for i in range(draft.last, at))
            )
        if sort == "start" and clauses.norm(at) not in (",", "/", "(", *clauses.words.conjunction):
            return False
        return not any(i in clauses.verbs for i in range(draft.last, item.first))
    if draft.voice == "passive":
        if not after:
            between = [clauses.norm(i) for i in range(item.last, draft.first)]
            if (
                len(between) > 12
                or "how" in between
                or any(i in clauses.verbs for i in range(item.last, draft.first - 1))
            ):
                return False
            return (
                sort in ("start", "report", "name", "verb")
                or (sort == "marker" and name == "of")
                or item.last == draft.first
            )
        return sort == "marker" and name == "with" and draft.kind is Kind.TRANSFER
    if not after:
        return draft.first - item.last <= 2
    near = item.first - draft.last <= 8
    if draft.frame.id in ("hold", "appear"):
        return near
    return near and ((sort == "marker" and name in ("of", "in", "with")) or sort == "start" or sort == "name")


def _coordinated_verb(clauses: Clauses, draft: Draft, at: int) -> bool:
    return at - draft.last <= 2 and clauses.norm(draft.last) in clauses.words.conjunction


def _instrument(clauses: Clauses, draft: Draft) -> bool:
    start, end = clauses.clause_start(draft.first), clauses.clause_end(draft.last - 1)
    for item in clauses.items:
        if not item.drone or not start <= item.first < end:
            continue
        sort, name, at = _governed(clauses, item)
        before = item.last <= draft.first
        if draft.voice == "nominal":
            gap = draft.first - item.last
            if (
                before
                and 0 <= gap <= 3
                and not any(clauses.norm(i) in ("'s", ",", "of") for i in range(item.last, draft.first))
            ):
                draft.item_span = clauses.span(item.first, item.last)
                return True
            if not before and sort == "marker" and name in _INSTRUMENT_MARKERS and at - draft.last <= 10:
                draft.item_span = clauses.span(item.first, item.last)
                return True
            if not before and any(
                clauses.norm(i) in ("using", "involving") for i in range(draft.last, item.first)
            ):
                draft.item_span = clauses.span(item.first, item.last)
                return True
            continue
        head = _is_head(clauses, item)
        owned = sort == "name" and _opens(clauses, item)
        adjacent = draft.form == "ing" and item.last == draft.first
        if before and head and (sort in ("start", "report") or owned or adjacent):
            subject_ok = (
                draft.voice == "active"
                or any(clauses.norm(i) in ("by", "from") for i in range(draft.last, end))
                or (draft.voice == "passive" and draft.lemma in ("drop", "release"))
            )
            if subject_ok and not (
                draft.voice == "passive" and draft.lemma in ("destroy", "hit", "damage", "target")
            ):
                draft.item_span = clauses.span(item.first, item.last)
                return True
        marked = sort == "marker" and name in _INSTRUMENT_MARKERS
        using = not before and any(clauses.norm(i) in ("using", "via") for i in range(draft.last, item.first))
        uses = before and any(
            clauses.norm(i) in ("used", "using", "uses", "use", "flew", "sent", "deployed")
            for i in range(start, item.first)
        )
        dashed = clauses.norm(item.last) == "-" and clauses.norm(item.last + 1) in (
            "dropped",
            "borne",
            "delivered",
        )
        if (not before and (marked or using) and (head or dashed)) or (
            before and uses and draft.voice == "active"
        ):
            draft.item_span = clauses.span(item.first, item.last)
            return True
    return False


def _opens(clauses: Clauses, item: ItemWord) -> bool:
    """Whether the name right before an item opens the clause: "CJNG drones hit"."""
    owner = clauses.possessor(item.first)
    return owner is not None and clauses.governor(owner).sort in ("start", "report")


# -- what follows from the parties -------------------------------------------------------------------


def _items(clauses: Clauses, draft: Draft, language: str) -> None:
    start, end = clauses.clause_start(draft.first), clauses.clause_end(draft.last - 1)
    within = [item for item in clauses.items if start <= item.first < end]
    stated = {item.item for item in within if _is_head(clauses, item)}
    items = list(draft.items)
    if draft.kind in (Kind.TRANSFER, Kind.ACQUISITION, Kind.SEIZURE, Kind.SIGHTING, Kind.PRODUCTION):
        wanted = (Item.EQUIPMENT, Item.COMPONENTS, Item.MUNITION) + (
            (Item.KNOWLEDGE, Item.EXPERIENCE) if draft.kind is Kind.TRANSFER else ()
        )
        items += [item for item in wanted if item in stated and item not in items]
    if draft.kind in (Kind.USE, Kind.RECRUITMENT):
        extra = Item.MUNITION if draft.kind is Kind.USE else Item.KNOWLEDGE
        if extra in {item.item for item in within} and extra not in items:
            items.append(extra)
    if draft.kind is Kind.POLICY:
        items += [
            item
            for item in (Item.EQUIPMENT, Item.COMPONENTS)
            if item in {i.item for i in within} and item not in items
        ]
    draft.items = tuple(items)
    draft.system = system_of(clauses.tokens[start:end], within, language)
    if draft.system is None:
        draft.system = most_specific([item.system for item in within if item.drone])


def _state(mention: Mention | None) -> bool:
    return mention is not None and (mention.kind in _STATE_KINDS or mention.form == "agent")


def _settle(draft: Draft) -> Draft | None:
    """Apply what the parties say about the kind, and drop drafts that say too little."""
    provider = draft.providers[0] if draft.providers else None
    if draft.kind is Kind.TRANSFER and provider is None:
        if draft.frame.id == "receive":
            draft.kind = Kind.ACQUISITION
        elif draft.lemma in _ARMING and draft.recipients:
            draft.kind = Kind.SIGHTING
            draft.reasons.append("armed with, by nobody named: a sighting")
        elif not draft.recipients:
            return None
    if (
        draft.kind is Kind.TRANSFER
        and draft.frame.id == "receive"
        and provider is not None
        and not (provider.actor or provider.kind in _STATE_KINDS | _GROUP_KINDS)
    ):
        draft.kind = Kind.ACQUISITION
    if (
        draft.lemma == "make"
        and draft.voice == "active"
        and draft.system is None
        and Item.MUNITION in draft.items
    ):
        return None  # "made the explosives larger"
    if draft.kind is Kind.SEIZURE:
        return _seizure(draft)
    if draft.kind is Kind.USE and draft.frame.id == "use" and not draft.recipients:
        return None
    if draft.kind in (Kind.TRAINING, Kind.RECRUITMENT) and not (draft.providers and draft.recipients):
        if not draft.parties:
            return None
        if draft.kind is Kind.TRAINING and draft.voice == "nominal" and not draft.recipients:
            return None
        if draft.kind is Kind.RECRUITMENT and not draft.recipients:
            return None
    if draft.kind in (Kind.SIGHTING, Kind.PRODUCTION, Kind.ACQUISITION) and not draft.recipients:
        return None
    if draft.kind is Kind.POLICY and not draft.providers:
        return None
    return draft


def _seizure(draft: Draft) -> Draft | None:
    captor = draft.captor
    if captor is not None and captor.form != "country" and (captor.kind in _GROUP_KINDS):
        if captor.kind is ActorKind.PRIVATE_MILITARY_COMPANY:
            return draft
        if draft.lemma in _DOWNING:
            return None  # a drone shot down is not one gained
        draft.kind = Kind.ACQUISITION
        draft.providers = tuple(m for m in draft.recipients if m != captor)
        draft.recipients = (captor,)
        draft.reasons.append("taken by an armed group: an acquisition from the battlefield")
        return draft
    if captor is not None:
        draft.recipients = tuple(m for m in draft.recipients if m != captor)
    if draft.lemma in _WEAK and not (_state(captor) or draft.recipients):
        return None
    if captor is not None:
        draft.reasons.append(f"seized by: {captor.literal}")
    elif not draft.recipients and (draft.voice == "nominal" or draft.lemma not in _CERTAIN_SEIZURE):
        return None
    return draft


def with_party(draft: Draft, provider: Mention) -> Draft:
    """The same draft with one provider only."""
    return replace(draft, providers=(provider,), reasons=list(draft.reasons))
