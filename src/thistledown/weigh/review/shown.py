"""What is shown of an event, as one number: how likely it is that it happened."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable
from dataclasses import replace

from thistledown.casebook.view import RecordedEvent, View
from thistledown.weigh.assessment.assessment import log_odds
from thistledown.weigh.casework import Casework
from thistledown.weigh.echoes.citations import cited_pages, event_edges
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.knowledge import knowledge_of
from thistledown.weigh.line import lines_of_event, node_of

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
    known = replace(knowledge_of(view), credibility={}) if blind else Casework(view).known
    # The lines are those of `Casework.lines`, but what the record holds is read once for all of them: a queue
    # asks about every event several times over.
    leaning: dict[str, list[Edge]] = defaultdict(list)
    for echo in view.echoes():
        edge = Edge(echo.origin, echo.echo, Relation(echo.relation), echo.probability)
        leaning[edge.origin].append(edge)

    def shown(event: RecordedEvent) -> float:
        if not event.claims:
            return 0.0
        nodes = dict.fromkeys(node_of(item.claim) for item in event.claims)
        among = [edge for node in nodes for edge in leaning.get(node, ()) if edge.echo in nodes]
        lines = lines_of_event(event, [*among, *event_edges(cited_pages(event))])
        return 1.0 / (1.0 + math.exp(-log_odds(event, lines, known)))

    return shown
