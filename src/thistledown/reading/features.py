"""What confidence is weighed from, and whether a sentence can hold a date at all."""

from __future__ import annotations

from thistledown.reading.draft import Draft
from thistledown.reading.modality import Stance
from thistledown.reading.sentence import ReadSentence
from thistledown.reading.tokens import Run
from thistledown.reading.tracing import note

# Without a digit or one of these no date can stand in a sentence; looking costs more than this.
_DATE_HINTS = frozenset(
    [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "jan",
        "feb",
        "mar",
        "apr",
        "jun",
        "jul",
        "aug",
        "sep",
        "sept",
        "oct",
        "nov",
        "dec",
        "yesterday",
        "today",
        "tomorrow",
        "last",
        "next",
        "this",
        "week",
        "month",
        "year",
        "weekend",
        "days",
        "weeks",
        "months",
        "years",
        "ago",
        "since",
        "early",
        "late",
        "mid",
        "spring",
        "summer",
        "autumn",
        "winter",
        "fall",
        "recently",
        "morning",
        "night",
        "tonight",
        "century",
        "decade",
    ]
)


def may_be_dated(tokens: Run) -> bool:
    """Whether a date can stand in these words: cheap, and generous."""
    return not _DATE_HINTS.isdisjoint(tokens.vocabulary) or any(t.norm[0].isdigit() for t in tokens)


def features(
    draft: Draft, stance: Stance, made: ReadSentence, *, dated: bool, placed: bool
) -> dict[str, float]:
    """The features of one claim, by the names that `confidence.toml` weighs."""
    parties = draft.parties
    reach = max((abs(m.span.start - draft.trigger.start) for m in parties), default=0)
    found = {
        "provider_resolved": float(any(m.actor for m in draft.providers)),
        "provider_unresolved": float(bool(draft.providers) and not any(m.actor for m in draft.providers)),
        "recipient_resolved": float(any(m.actor for m in draft.recipients)),
        "recipient_unresolved": float(bool(draft.recipients) and not any(m.actor for m in draft.recipients)),
        "both_parties": float(bool(draft.providers and draft.recipients)),
        "no_party": float(not parties),
        "anaphor": float(any(m.form == "anaphor" for m in parties)),
        "weak_provider": float(draft.weak_provider),
        "verb": float(draft.voice != "nominal"),
        "nominal": float(draft.voice == "nominal"),
        "item_named": float(draft.item_span is not None),
        "drone_in_sentence": float(any(item.drone for item in made.clauses.items)),
        "far": min(reach / 120.0, 2.0),
        "hedge": float(min(stance.hedges, 3)),
        "long_sentence": float(len(made.tokens) > 60),
        "question": float(made.sentence.question),
        "cut": float(made.sentence.cut),
        "headline": float(made.title),
        "date": float(dated),
        "place": float(placed),
    }
    note(draft.kind, draft.trigger, found)
    return found
