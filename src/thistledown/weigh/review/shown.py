"""What is shown of an event, as one number: how likely it is that it happened."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from thistledown.casebook.view import RecordedEvent, View
from thistledown.weigh.assessment.assessment import log_odds
from thistledown.weigh.casework import Casework
from thistledown.weigh.knowledge import knowledge_of

# The probability that is shown for an event, 0 to 1; 0 where no claim is left, since then nothing is shown.
Shown = Callable[[RecordedEvent], float]


def shown_in(view: View, *, blind: bool = False) -> Shown:
    """The probability of `thistledown.weigh.assessment`, with what the record says on the view's date.

    Sources are taken as reliable as they are now: what one more judgement would teach about them is not
    worked out anew for every question.

    Args:
        view: the record as known on a date.
        blind: leave out all that analysts' judgements taught, for coders who must not see each other's work.
    """
    work = Casework(view)
    known = replace(knowledge_of(view), credibility={}) if blind else work.known

    def shown(event: RecordedEvent) -> float:
        if not event.claims:
            return 0.0
        return 1.0 / (1.0 + math.exp(-log_odds(event, work.lines(event), known)))

    return shown
