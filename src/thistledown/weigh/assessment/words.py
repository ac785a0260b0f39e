"""The steps of an assessment in plain words."""

from __future__ import annotations

import math

from thistledown.codebook.terms import Kind, Modality
from thistledown.weigh.assessment.evidence import Strand, kept
from thistledown.weigh.assessment.model import Beta, Model
from thistledown.weigh.knowledge import Knowledge
from thistledown.weigh.testimony import Interest, Testimony

_INTERESTS = {
    Interest.ACCUSATION: "it accuses an opponent, who has every reason to doubt it",
    Interest.ONE_SIDE: "one side tells of its opponent",
    Interest.OWN_CLAIM: "it speaks of its own deeds",
    Interest.ADMISSION: "it owns up to what speaks against itself",
    Interest.DENIAL_ACCUSED: "the accused would say no either way",
    Interest.DENIAL_UNKNOWN: "it is not said who denies",
}


def say_first(kind: Kind | None, prior: Beta, numbers: Model, *, said: str) -> str:
    """Where the assessment begins."""
    per = f"{prior.mean * 100:.0f} in 100"
    if said == "prior:said":
        return f"before any page is seen: {per} that anybody said so"
    if kind is None:
        return f"what is charged in public, before asking by whom: {per}"
    reason = numbers.priors[kind].reason
    return f"events of the kind {kind.value}, before asking who tells of it: {per}. {reason}"


def say_limit(high: bool) -> str:
    """Why the result stops short."""
    end = "99" if high else "1"
    return (
        f"reports alone lead no further than {end} in 100: an error nobody has thought of is always possible"
    )


def say_strand(item: Strand, part: float, known: Knowledge, *, act: bool, content: bool) -> str:
    """What one line weighs, and why."""
    first = item.first
    parts = [_who(first, known)]
    if item.denies:
        parts[0] += " says that it did not happen"
    if content and not item.denies:
        parts.append("the office's own word about others, which no page that carries it makes truer")
    elif act:
        parts.append("that an office spoke or acted is public and seldom invented")
    if first.left_out:
        return "; ".join([parts[0], f"{first.left_out}: adds nothing"])
    if not act and not (content and not item.denies):
        parts += _blurs(first, known)
    parts.append(_size(item))
    echoes = len({one.page for one in item.others} - {first.page})
    if echoes:
        pages = "1 more page rests on it and is" if echoes == 1 else f"{echoes} more pages rest on it and are"
        parts.append(f"{pages} counted with it")
    if item.gain > 0:
        parts.append(f"{len(item.witnesses)} of them tells more than it could copy (+{item.gain:.2f})")
    if 0 < part < 0.995 * known.model.weights.temper:
        left = part / known.model.weights.temper
        parts.append(f"beside stronger lines that it may lean on, {left * 100:.0f} in 100 of that is left")
    elif part == 0 and item.alone > 0:
        parts.append("already counted: the same office speaks through another page")
    return "; ".join(parts)


def _who(item: Testimony, known: Knowledge) -> str:
    numbers = known.model
    page = known.sources.get(item.source) if item.source else None
    name = page.name if page else "a page whose source is not known"
    grade = numbers.grades[item.grade].words
    if item.speaker.source == item.source:
        who = f"{name}, {grade}"
        return f"{who}, passing on what somebody said" if item.hops else who
    spoken = item.speaker.name
    if item.speaker.source and item.speaker.source in known.sources:
        told = known.sources[item.speaker.source]
        spoken = f"{told.name}, {numbers.grades[told.grade].words}"
    elif item.key.startswith("speaker:"):
        spoken = f"“{spoken}”, {numbers.speaker(item.speaker.kind).words}"
    hands = "" if item.hops < 2 else f" through {item.hops} hands"
    return f"{spoken}, heard{hands} in {name} ({item.grade.value})"


def _blurs(item: Testimony, known: Knowledge) -> list[str]:
    found = []
    if item.claim.modality is Modality.ALLEGED:
        found.append("put as an allegation")
    elif item.claim.modality is Modality.SPECULATED:
        found.append("put as a guess")
    if item.interest is not Interest.NONE:
        found.append(_INTERESTS[item.interest])
    if item.credibility is not None:
        found.append(
            f"an analyst graded it {item.credibility.value}, {known.model.credibility[item.credibility][1]}"
        )
    if item.key in known.learned:
        found.append(f"judgements so far: right in {item.beta.mean * 100:.0f} of 100")
    if item.claim.confidence < 0.95:
        found.append(f"read by machine, {item.claim.confidence * 100:.0f} in 100 sure of the words")
    share = kept(item, known.model)
    if share < 0.95:
        found.append(f"{share * 100:.0f} in 100 of its weight is left")
    return found


def _size(item: Strand) -> str:
    if item.alone < 0.005:
        return "worth nothing either way"
    times = math.exp(item.alone)
    size = f"{times:.1f}" if times < 10 else f"{times:.0f}"
    return f"by itself it makes it {size} times {'less likely' if item.denies else 'likelier'}"
