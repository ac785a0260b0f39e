"""From a trigger word to a draft of what happened: the frame, the parties around it, the item it needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from thistledown.codebook.terms import ActorKind, Item, Kind
from thistledown.reading.clauses import Clauses
from thistledown.reading.draft import Draft
from thistledown.reading.frames import Form, Grammar, TriggerForm, voice_of
from thistledown.reading.items import most_specific, system_of
from thistledown.reading.mention_words import Mention
from thistledown.reading.needs import is_head, needs_met
from thistledown.reading.triggers import ARMING, adjectival, choose, perfect

_WEAK = frozenset(
    {"take", "find", "discover", "recover", "neutralise", "neutralize", "down", "bring down", "unearth"}
)
_DOWNING = frozenset({"shoot down", "down", "bring down", "intercept", "neutralise", "neutralize"})
_CERTAIN_SEIZURE = frozenset({"seize", "confiscate", "impound", "shoot down", "intercept"})
_STATE_KINDS = frozenset({ActorKind.STATE, ActorKind.STATE_FORCE})
_GROUP_KINDS = frozenset(
    {ActorKind.NON_STATE_ARMED_GROUP, ActorKind.CRIMINAL_ORGANISATION, ActorKind.PRIVATE_MILITARY_COMPANY}
)


def drafts(clauses: Clauses, *, context: bool, language: str = "en") -> Iterator[Draft]:
    """Drafts of a sentence, in order of their triggers.

    Args:
        clauses: the sentence.
        context: whether a drone is named around the sentence; frames may let it count.
        language: whose words to use.
    """
    words = clauses.words
    matches = [m for m in words.triggers.every(clauses.tokens) if m.last - 1 in clauses.triggers]
    taken: set[int] = set()
    found: list[Draft] = []
    for match in matches:
        for form in choose(clauses, match.first, match.last, match.meaning):
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
    """Whether a draft only says what another is for: "trained them to fly drones"."""
    others = [other for other in found if other is not draft and other.first < draft.first]
    aimed = draft.form in ("base", "ing") and clauses.norm(draft.first - 1) in ("to", "in", "for")
    if aimed and draft.kind in (Kind.USE, Kind.PRODUCTION):
        if any(other.kind in (Kind.TRAINING, Kind.RECRUITMENT) for other in others):
            return True
        return draft.frame.id == "attack" and any(other.frame.id == "use" for other in others)
    if draft.kind is Kind.TRANSFER and draft.voice == "nominal" and not draft.providers:
        return any(other.kind in (Kind.POLICY, Kind.SEIZURE) for other in others)
    return False


def _draft(
    clauses: Clauses, words: Grammar, first: int, last: int, form: TriggerForm, context: bool, language: str
) -> Draft | None:
    frame = words.frames[form.frame]
    voice = voice_of(form.form, clauses.tokens, first, last, words)
    if form.form != "noun" and adjectival(clauses, first, last, form):
        return None
    if form.lemma == "have" and perfect(clauses, last):
        return None
    if voice == "active" and form.form == "past" and _reduced(clauses, first, last):
        voice = "passive"
    draft = Draft(
        kind=frame.kind,
        frame=frame,
        lemma=form.lemma,
        first=first,
        last=last,
        trigger=clauses.span(first, last),
        voice=voice,
        form=form.form,
        items=frame.items,
        reasons=[f"frame {frame.id}: {form.lemma} ({voice})"],
    )
    early = frame.needs in ("item", "instrument")
    if early and not needs_met(clauses, draft, context):
        return None
    _parties(clauses, draft)
    if not early and not needs_met(clauses, draft, context):
        return None
    if frame.requires_marker and not (draft.recipients or draft.providers):
        return None
    _items(clauses, draft, language)
    return _settle(draft)


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
    givers = {m.actor or m.literal.casefold() for m in providers if not m.generic}
    recipients = [
        m
        for m in _distinct(slots.get("recipient", ()))
        if m not in providers and (m.actor or m.literal.casefold()) not in givers
    ]
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
    """The object of the second verb, when both share it: "training and equipping X"."""
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
        if clauses.norm(index) == "by" and index < draft.first - 1 and draft.frame.id != "train":
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


# -- what follows from the parties -------------------------------------------------------------------


def _items(clauses: Clauses, draft: Draft, language: str) -> None:
    start, end = clauses.clause_start(draft.first), clauses.clause_end(draft.last - 1)
    within = [item for item in clauses.items if start <= item.first < end]
    stated = {item.item for item in within if is_head(clauses, item)}
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
        elif draft.lemma in ARMING and draft.recipients:
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
