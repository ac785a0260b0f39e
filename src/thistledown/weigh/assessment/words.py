"""The steps of an assessment in plain words: codes with values, and English."""

from __future__ import annotations

import math

from thistledown.codebook.reason import Reason, Sentences, Value, term_reason
from thistledown.codebook.terms import Kind, Modality, Reliability
from thistledown.weigh.assessment.evidence import Strand, kept
from thistledown.weigh.assessment.model import Beta, Model
from thistledown.weigh.knowledge import Knowledge
from thistledown.weigh.testimony import Interest, Testimony

WHY = Sentences(
    "why",
    {
        "first_said": "before any page is seen: {per} in 100 that anybody said so",
        "first_charged": "what is charged in public, before asking by whom: {per} in 100",
        "first_kind": "events of the kind {kind}, before asking who tells of it: {per} in 100. {reason}",
        "limit": "reports alone lead no further than {end} in 100: "
        "an error nobody has thought of is always possible",
        "source": "{name}, {grade}",
        "passing_on": "{name}, {grade}, passing on what somebody said",
        "quoted": "“{name}”, {sort}",
        "heard": "{speaker}, heard in {name} ({letter})",
        "heard_hands": "{speaker}, heard through {hands} hands in {name} ({letter})",
        "unknown_page": "a page whose source is not known",
        "denies": "{who} says that it did not happen",
        "office_word": "the office's own word about others, which no page that carries it makes truer",
        "office_spoke": "that an office spoke or acted is public and seldom invented",
        "adds_nothing": "{why}: adds nothing",
        "alleged": "put as an allegation",
        "speculated": "put as a guess",
        "interest_accusation": "it accuses an opponent, who has every reason to doubt it",
        "interest_one-side": "one side tells of its opponent",
        "interest_own-claim": "it speaks of its own deeds",
        "interest_admission": "it owns up to what speaks against itself",
        "interest_denial-by-the-accused": "the accused would say no either way",
        "interest_denial-by-somebody": "it is not said who denies",
        "credibility": "an analyst graded it {grade}",
        "learned": "judgements so far: right in {right} of 100",
        "machine": "read by machine, {sure} in 100 sure of the words",
        "kept": "{left} in 100 of its weight is left",
        "worthless": "worth nothing either way",
        "likelier": "by itself it makes it {times} times likelier",
        "less_likely": "by itself it makes it {times} times less likely",
        "echoes": "{n|1 more page rests on it and is|{n} more pages rest on it and are} counted with it",
        "gain": "{n|1 of them tells|{n} of them tell} more than it could copy (+{gain:.2f})",
        "beside": "beside stronger lines that it may lean on, {left} in 100 of that is left",
        "counted": "already counted: the same office speaks through another page",
    },
)


def say_first(kind: Kind | None, prior: Beta, numbers: Model, *, said: str) -> Reason:
    """Where the assessment begins."""
    per = _hundredths(prior.mean)
    if said == "prior:said":
        return WHY("first_said", per=per)
    if kind is None:
        return WHY("first_charged", per=per)
    reason = Reason(f"why.prior_{kind.value}", {}, numbers.priors[kind].reason)
    return WHY("first_kind", kind=term_reason("kinds", kind.value, kind.value), per=per, reason=reason)


def say_limit(high: bool) -> Reason:
    """Why the result stops short."""
    return WHY("limit", end=99 if high else 1)


def say_strand(
    item: Strand, part: float, known: Knowledge, *, act: bool, content: bool
) -> tuple[Reason, ...]:
    """What one line weighs, and why."""
    first = item.first
    who = _who(first, known)
    parts = [WHY("denies", who=who) if item.denies else who]
    if content and not item.denies:
        parts.append(WHY("office_word"))
    elif act:
        parts.append(WHY("office_spoke"))
    if first.left_out:
        return parts[0], WHY("adds_nothing", why=first.left_out)
    if not act and not (content and not item.denies):
        parts += _blurs(first, known)
    parts.append(_size(item))
    echoes = len({one.page for one in item.others} - {first.page})
    if echoes:
        parts.append(WHY("echoes", n=echoes))
    if item.gain > 0:
        parts.append(WHY("gain", n=len(item.witnesses), gain=round(item.gain, 2)))
    if 0 < part < 0.995 * known.model.weights.temper:
        parts.append(WHY("beside", left=_hundredths(part / known.model.weights.temper)))
    elif part == 0 and item.alone > 0:
        parts.append(WHY("counted"))
    return tuple(parts)


def _who(item: Testimony, known: Knowledge) -> Reason:
    numbers = known.model
    page = known.sources.get(item.source) if item.source else None
    name: Value = page.name if page else WHY("unknown_page")
    if item.speaker.source == item.source:
        return WHY("passing_on" if item.hops else "source", name=name, grade=_grade(item.grade, numbers))
    spoken: Value = item.speaker.name
    if item.speaker.source and item.speaker.source in known.sources:
        told = known.sources[item.speaker.source]
        spoken = WHY("source", name=told.name, grade=_grade(told.grade, numbers))
    elif item.key.startswith("speaker:"):
        kind = item.speaker.kind if item.speaker.kind in numbers.speakers else "unknown"
        sort = Reason(f"why.speaker_{kind}", {}, numbers.speaker(kind).words)
        spoken = WHY("quoted", name=item.speaker.name, sort=sort)
    if item.hops < 2:
        return WHY("heard", speaker=spoken, name=name, letter=item.grade.value)
    return WHY("heard_hands", speaker=spoken, hands=item.hops, name=name, letter=item.grade.value)


def _grade(grade: Reliability, numbers: Model) -> Reason:
    return Reason(f"why.grade_{grade.value}", {}, numbers.grades[grade].words)


def _blurs(item: Testimony, known: Knowledge) -> list[Reason]:
    found = []
    if item.claim.modality is Modality.ALLEGED:
        found.append(WHY("alleged"))
    elif item.claim.modality is Modality.SPECULATED:
        found.append(WHY("speculated"))
    if item.interest is not Interest.NONE:
        found.append(WHY(f"interest_{item.interest.value}"))
    if item.credibility is not None:
        words = f"{item.credibility.value}, {known.model.credibility[item.credibility][1]}"
        found.append(WHY("credibility", grade=term_reason("credibility", item.credibility.value, words)))
    if item.key in known.learned:
        found.append(WHY("learned", right=_hundredths(item.beta.mean)))
    if item.claim.confidence < 0.95:
        found.append(WHY("machine", sure=_hundredths(item.claim.confidence)))
    share = kept(item, known.model)
    if share < 0.95:
        found.append(WHY("kept", left=_hundredths(share)))
    return found


def _size(item: Strand) -> Reason:
    if item.alone < 0.005:
        return WHY("worthless")
    times = math.exp(item.alone)
    shown = round(times, 1) if times < 10 else round(times)
    return WHY("less_likely" if item.denies else "likelier", times=shown)


def _hundredths(share: float) -> int:
    return round(share * 100)
