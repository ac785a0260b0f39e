"""Who says so and how surely: holders, denial, hedges, forecasts, generality."""

from __future__ import annotations

from dataclasses import dataclass

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Modality, Polarity
from thistledown.reading.clauses import Clauses
from thistledown.reading.cues import Cues
from thistledown.reading.draft import Draft
from thistledown.reading.holders import holder_after, holder_before, holder_between
from thistledown.reading.lexicon import Match

_LEVELS = {
    "reported": Modality.REPORTED,
    "alleged": Modality.ALLEGED,
    "speculated": Modality.SPECULATED,
    "denied": Modality.DENIED,
    "forecast": Modality.FORECAST,
    "conditional": Modality.FORECAST,
}
# The stronger a cue, the later: a forecast somebody reports is a forecast, a denial of a hedge is a denial.
_STRENGTH = (
    Modality.ASSERTED,
    Modality.REPORTED,
    Modality.SPECULATED,
    Modality.ALLEGED,
    Modality.FORECAST,
    Modality.DENIED,
)
_FACTUAL_BEFORE_TO = frozenset(
    [
        "began",
        "begun",
        "begin",
        "begins",
        "started",
        "start",
        "continued",
        "continue",
        "managed",
        "used",
        "using",
        "uses",
        "known",
        "helped",
        "helps",
        "sent",
        "travelled",
        "traveled",
        "went",
        "gone",
        "proceeded",
        "allowed",
        "allowing",
        "enabled",
        "enabling",
        "permitted",
        "forced",
        "opened",
        "came",
        "come",
        "training",
        "trained",
        "deployed",
        "dispatched",
        "taught",
        "teaching",
        "learned",
        "learning",
        "drones",
        "drone",
        "quadcopters",
        "hired",
        "recruited",
        "paid",
        "appeared",
        "appear",
        "appears",
        "seemed",
        "said",
        "reported",
        "alleged",
        "believed",
        "thought",
        "claimed",
        "utilised",
        "utilized",
        "employed",
        "flew",
        "fired",
        "launched",
        "dropped",
    ]
)
_MODAL_CUES = frozenset({"may", "might", "will", "would", "shall", "could", "can", "should", "must"})


@dataclass(frozen=True, slots=True)
class Stance:
    """How one claim is put.

    Attributes:
        modality: the strongest cue's.
        polarity: negative for what is said not to have happened.
        generic: speaks of what can happen, or of what everybody knows, not of an event.
        holders: who says so, outermost first.
        holder_span: the outermost holder's words.
        cue: the words that decided, if any.
        cues: all cues, for `explain`.
        hedges: how many cues lowered the claim.
    """

    modality: Modality
    polarity: Polarity
    generic: bool
    holders: tuple[str, ...]
    holder_span: Span | None
    cue: Span | None
    cues: tuple[str, ...]
    hedges: int


def stance_of(
    clauses: Clauses,
    draft: Draft,
    cues: Cues,
    text: str,
    *,
    question: bool,
    intro: bool,
    language: str = "en",
) -> Stance:
    """Decide how a draft is put.

    Args:
        clauses: its sentence.
        draft: what the sentence says.
        cues: the sentence's cues.
        text: the report's text.
        question: the sentence asks.
        intro: the sentence is an item of a list that defines or enumerates possibilities.
        language: whose words to use.
    """
    start, end = clauses.clause_start(draft.first), clauses.clause_end(draft.last - 1)
    levels: list[tuple[Modality, Span, str]] = []
    holders: list[tuple[str, Span]] = []

    def note(level: Modality, first: int, last: int) -> None:
        span = clauses.span(first, last)
        levels.append((level, span, text[span.start : span.end]))

    certain = any(m.meaning == "certain" and start <= m.first < draft.first for m in cues.hedges)
    for match in cues.speech:
        level = _LEVELS[match.meaning]
        if match.first <= draft.first < match.last:
            continue
        if match.first == draft.light:
            if level is Modality.FORECAST:
                note(level, match.first, match.last)
            continue
        if _in_complement(clauses, match, draft):
            if level is Modality.FORECAST and not _forecasts(clauses, match, draft):
                continue
            note(level, match.first, match.last)
            if level is not Modality.FORECAST and not _passive(clauses, match):
                holder = holder_before(clauses, match.first, text, language)
                if holder:
                    holders.append(holder)
        elif (comma := _tail(clauses, match, draft)) is not None:
            note(Modality.REPORTED if level is not Modality.ALLEGED else level, match.first, match.last)
            holder = holder_between(clauses, comma + 1, match.first, text, language)
            holder = holder or holder_after(clauses, match.last, text, language)
            if holder:
                holders.append(holder)
        elif match.first >= draft.last and _said_of(clauses, match, draft):
            note(level, match.first, match.last)
            holder = holder_after(clauses, match.last + 1, text, language)
            if holder:
                holders.append(holder)
    for before in cues.before:
        holder = holder_after(clauses, before.last, text, language)
        # Hearsay stays hearsay where its holder is a private person and goes unnamed.
        level = Modality.ALLEGED if "claimed" in clauses.norm(before.first + 1) else Modality.REPORTED
        note(level, before.first, before.last)
        if holder:
            holders.append(holder)
    for hedge in cues.hedges:
        lowered = _hedge_level(clauses, draft, hedge, start, end)
        if lowered is not None:
            note(lowered, hedge.first, hedge.last)
    if _claims_it(clauses, draft):
        note(Modality.ALLEGED, draft.light or draft.first, (draft.light or draft.first) + 1)
    if question:
        note(Modality.SPECULATED, draft.first, draft.last)
    if _purpose(clauses, draft):
        note(Modality.FORECAST, draft.first - 1, draft.last)
    for negation in cues.negations:
        if _negates(clauses, draft, negation, start):
            note(Modality.DENIED, negation.first, negation.last)
    for refutation in cues.refutations:
        note(Modality.DENIED, refutation.first, refutation.last)
    generic = _generic(clauses, draft, cues, intro, start)
    if certain:
        levels = [entry for entry in levels if entry[0] not in (Modality.SPECULATED, Modality.REPORTED)]
    strongest = max(levels, key=lambda entry: _STRENGTH.index(entry[0]), default=None)
    modality = strongest[0] if strongest else Modality.ASSERTED
    seen: list[str] = []
    for name, _ in holders:
        if name not in seen:
            seen.append(name)
    return Stance(
        modality=modality,
        polarity=Polarity.NEGATIVE if modality is Modality.DENIED else Polarity.POSITIVE,
        generic=generic,
        holders=tuple(seen),
        holder_span=holders[0][1] if holders else None,
        cue=strongest[1] if strongest else None,
        cues=tuple(f"{level.value}: {words}" for level, _, words in levels),
        hedges=len(levels),
    )


# -- scope --------------------------------------------------------------------------------------------


def _breaks(clauses: Clauses, first: int, last: int) -> bool:
    """Whether something between two tokens ends what a verb of saying covers."""
    for index in range(first, last):
        norm = clauses.norm(index)
        if norm == ";":
            return True
        if norm in ("but", "while", "whereas", "although", "though", "yet") and clauses.norm(index - 1) in (
            ",",
            "”",
            '"',
            ")",
        ):
            return True
    return False


_REDUCED = frozenset(
    {"believed", "thought", "suspected", "alleged", "reported", "said", "supposed", "presumed", "accused"}
)


def _passive(clauses: Clauses, match: Match[str]) -> bool:
    """Whether the one before a verb of saying is spoken of and does not speak."""
    if (
        clauses.norm(match.first) in _REDUCED
        and clauses.norm(match.last) in ("to", "of")
        and clauses.norm(match.first) != "accused"
    ):
        return True
    return any(clauses.norm(i) in clauses.words.be for i in range(max(match.first - 2, 0), match.first))


def _in_complement(clauses: Clauses, match: Match[str], draft: Draft) -> bool:
    """Whether the trigger lies in what the verb of saying says."""
    if match.last > draft.first or _breaks(clauses, match.last, draft.first):
        return False
    after = clauses.norm(match.last)
    if _passive(clauses, match) and after not in ("to", "as", "that", "of", "with", "as", "by"):
        return False
    # A relative clause ("X, which denied involvement, supplied Y") closes before the main verb.
    index = match.first - 1
    while index > 0 and clauses.norm(index) in clauses.words.auxiliary:
        index -= 1
    if clauses.norm(index) in ("who", "which"):
        closing = next((i for i in range(match.last, draft.first) if clauses.norm(i) == ","), None)
        if closing is not None:
            return False
    if match.meaning == "denied":
        return _denies(clauses, match, draft)
    if match.meaning == "alleged" and after in ("responsibility",):
        return False
    if (
        match.meaning in ("reported", "alleged")
        and after in ("in", "on", "at", "from", "for", "as", ",")
        and match.meaning == "reported"
    ):
        return after == "," and False
    return True


def _denies(clauses: Clauses, match: Match[str], draft: Draft) -> bool:
    after = clauses.norm(match.last)
    comma = next((i for i in range(match.last, draft.first) if clauses.norm(i) == ","), None)
    if comma is not None and clauses.norm(comma + 1) in (
        "and",
        "saying",
        "calling",
        "but",
        "describing",
        "citing",
    ):
        return False
    return after != ","


def _forecasts(clauses: Clauses, match: Match[str], draft: Draft) -> bool:
    """Whether a verb of planning or warning covers the trigger: "warned that X used" foretells nothing."""
    if clauses.norm(match.first).startswith("warn"):
        return draft.form in ("base", "noun") or clauses.norm(draft.first - 1) in _MODAL_CUES
    gap = range(match.last, draft.first)
    if draft.form in ("past", "participle") and any(
        clauses.norm(i) in ("that", "had", "was", "were", "has") for i in gap
    ):
        return False
    return len(gap) <= 10


def _tail(clauses: Clauses, match: Match[str], draft: Draft) -> int | None:
    """The comma before ", Reuters reported" after what it reports; None when it is no such tail."""
    if match.first < draft.last or match.meaning not in ("reported", "alleged"):
        return None
    back = range(match.first - 1, max(match.first - 9, draft.last - 1), -1)
    comma = next((i for i in back if clauses.norm(i) in (",", "”", '"')), None)
    if comma is None:
        return None
    words = clauses.words
    if clauses.norm(comma + 1) in words.relative | words.conjunction | words.subordinator:
        return None
    following = clauses.norm(match.last)
    ends = len(clauses.tokens) - match.last <= 6
    return (
        comma
        if ends or following in (",", "”", '"', "in", "on", "at", "citing", "last", "the", "a")
        else None
    )


def _said_of(clauses: Clauses, match: Match[str], draft: Draft) -> bool:
    """Whether a later passive says it of the draft: "transfers were documented by UN experts"."""
    if match.meaning not in ("reported", "alleged") or not _passive(clauses, match):
        return False
    return clauses.norm(match.last) == "by" and not _breaks(clauses, draft.last, match.first)


def _hedge_level(clauses: Clauses, draft: Draft, hedge: Match[str], start: int, end: int) -> Modality | None:
    word = clauses.norm(hedge.first)
    level = _LEVELS.get(hedge.meaning)
    if level is None or hedge.first <= draft.first < hedge.last:
        return None
    if hedge.meaning == "conditional":
        if word == "whether":
            return Modality.SPECULATED if hedge.first < draft.first else None
        return level if hedge.last <= draft.first or hedge.first > draft.last else None
    loose = draft.form == "ing" or draft.voice == "nominal"
    opener = clauses.norm(start - 1) if start else ""
    carried = opener in ("when", "once", "if", "until", "unless") and level is Modality.FORECAST
    inside = start <= hedge.first < end
    if not inside and not carried and not (loose and hedge.last <= draft.first):
        return None
    if hedge.last <= draft.first:
        if word in _MODAL_CUES:
            return _modal(clauses, draft, hedge, loose or carried)
        between = range(hedge.last, draft.first)
        if hedge.meaning in ("alleged", "speculated", "reported") and word in (
            "alleged",
            "suspected",
            "purported",
            "presumed",
        ):
            return level if len(between) <= 8 else None
        return level
    # After the trigger only adverbs of the same clause and modals over a noun reach back.
    if draft.voice == "nominal" and hedge.first - draft.last <= 10 and word in _MODAL_CUES:
        return _modal(clauses, draft, hedge, True)
    if (
        word in ("allegedly", "reportedly", "purportedly", "supposedly", "apparently")
        and hedge.first - draft.last <= 8
        and hedge.last not in clauses.verbs
    ):
        return level
    return None


def _modal(clauses: Clauses, draft: Draft, hedge: Match[str], loose: bool) -> Modality | None:
    """A modal verb reaches its own verb: with "have" it guesses at the past, else at what may come."""
    word = clauses.norm(hedge.first)
    between = [clauses.norm(i) for i in range(hedge.last, draft.first)]
    perfect = "have" in between[:3]
    if draft.light is not None:
        between = [clauses.norm(i) for i in range(hedge.last, draft.light)]
        loose = (loose and len(between) <= 6) or len(between) <= 3
    reach = len(between) <= 5 and not any(
        clauses.mention_at(hedge.last + n) is not None for n in range(len(between))
    )
    if not reach and not loose:
        return None
    if word in ("may", "might"):
        return Modality.SPECULATED
    if perfect:  # "could have supplied"
        return Modality.SPECULATED
    return Modality.FORECAST


def _purpose(clauses: Clauses, draft: Draft) -> bool:
    """An infinitive says what is wanted, unless the verb before it says that it was done."""
    if draft.form != "base" or draft.voice == "nominal":
        return False
    index = draft.first - 1
    while index > 0 and clauses.norm(index).endswith("ly"):
        index -= 1
    if clauses.norm(index) != "to":
        return False
    before = range(max(index - 6, 0), index)
    return not any(clauses.norm(i) in _FACTUAL_BEFORE_TO for i in before)


def _claims_it(clauses: Clauses, draft: Draft) -> bool:
    return draft.light is not None and clauses.norm(draft.light) in ("claim", "claims", "claimed", "claiming")


def _negates(clauses: Clauses, draft: Draft, negation: Match[bool], start: int) -> bool:
    phrase = " ".join(clauses.norm(i) for i in range(negation.first, negation.last))
    if phrase.startswith(("no evidence", "no proof")):
        return negation.last <= draft.first and not _breaks(clauses, negation.last, draft.first)
    if negation.last > draft.first or negation.first < start - 1:
        return False
    between = [clauses.norm(i) for i in range(negation.last, draft.first)]
    gap = [
        word
        for n, word in enumerate(between)
        if word not in clauses.words.auxiliary
        and not word.endswith("ly")
        and clauses.mention_at(negation.last + n) is None
    ]
    if any(word in (",", ";", "and", "but") for word in gap):
        return False
    if phrase in ("no", "none", "neither", "without"):
        return len(gap) <= 4 and (
            draft.voice != "active" or draft.form in ("ing", "noun") or phrase != "without"
        )
    if draft.voice == "nominal":
        target = draft.light
        if target is None:
            return len(gap) <= 1
        return target >= negation.last and target - negation.last <= 2
    others = [i for i in range(negation.last, draft.first) if i in clauses.verbs and i != draft.first]
    return len(gap) <= 2 and not others


def _generic(clauses: Clauses, draft: Draft, cues: Cues, intro: bool, start: int) -> bool:
    parties = draft.parties
    if parties and all(m.generic for m in parties):
        return True
    if cues.background and draft.voice == "nominal":
        return True
    for cue in cues.generic:
        if (
            clauses.norm(cue.first) == "can"
            and start <= cue.first < draft.first
            and draft.first - cue.last <= 5
        ):
            return not any(m.actor for m in parties) or "also" in (clauses.norm(cue.first + 1),)
        if clauses.norm(cue.first) in ("pathway", "pathways", "there"):
            return not any(m.actor for m in parties)
    return intro and not any(m.actor for m in parties)
