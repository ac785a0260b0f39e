"""What confidence is weighed from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thistledown.codebook.terms import Modality
from thistledown.reading.linear.saying import Saying
from thistledown.reading.modality import Stance
from thistledown.reading.tracing import note

if TYPE_CHECKING:
    from thistledown.reading.linear.engine import Told


def features(saying: Saying, stance: Stance, told: Told, *, dated: bool, placed: bool) -> dict[str, float]:
    """The features of one claim, by the names that `confidence.toml` weighs."""
    parse = told.parse
    trigger = parse.span(saying.first, saying.last)
    reach = max((abs(m.span.start - trigger.start) for m in saying.parties), default=0)
    found = {
        "provider_resolved": float(any(m.actor for m in saying.providers)),
        "provider_unresolved": float(bool(saying.providers) and not any(m.actor for m in saying.providers)),
        "recipient_resolved": float(any(m.actor for m in saying.recipients)),
        "recipient_unresolved": float(
            bool(saying.recipients) and not any(m.actor for m in saying.recipients)
        ),
        "both_parties": float(bool(saying.providers and saying.recipients)),
        "no_party": float(not saying.parties),
        "anaphor": float(saying.dropped or any(m.form == "anaphor" for m in saying.parties)),
        "weak_provider": 0.0,
        "supplied": float(saying.supplied),
        "implied": float(saying.item is None and saying.frame.needs in ("item", "instrument")),
        "verb": float(saying.voice != "nominal"),
        "nominal": float(saying.voice == "nominal"),
        "item_named": float(saying.item is not None),
        "drone_in_sentence": float(any(item.drone for item in parse.items)),
        "far": min(reach / 120.0, 2.0),
        "hedge": float(min(stance.hedges, 3)),
        "long_sentence": float(len(parse.tokens) > 60),
        "question": float(told.sentence.question),
        "cut": float(told.sentence.cut),
        "headline": float(told.title),
        "date": float(dated),
        "place": float(placed),
        "unknown_party": float(any(m.form == "noun" for m in saying.parties)),
        "light": float(saying.light is not None),
        "not_asserted": float(stance.modality is not Modality.ASSERTED),
        "several": float(len(saying.parties) > 2),
        f"kind_{saying.kind.value}": 1.0,
        f"language_{parse.grammar.language}": 1.0,
    }
    note(saying.kind, trigger, found)
    return found
