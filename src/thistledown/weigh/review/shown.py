"""What is shown of an event, as one number: how likely it is that it happened."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace

from thistledown.casebook.view import RecordedEvent, View
from thistledown.weigh.assessment.assessment import log_odds
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.knowledge import Knowledge, knowledge_of
from thistledown.weigh.line import lines_of_event, node_of

# The probability that is shown for an event, 0 to 1; 0 where no claim is left, since then nothing is shown.
Shown = Callable[[RecordedEvent], float]


def shown_by_assessment(known: Knowledge, edges: Iterable[Edge]) -> Shown:
    """The probability of `thistledown.weigh.assessment`, from an event's lines of evidence.

    Args:
        known: sources, grades, actors and what judgements taught.
        edges: who leans on whom, among reports and cited pages.
    """
    touching: dict[str, list[Edge]] = defaultdict(list)
    for edge in edges:
        touching[edge.origin].append(edge)

    def shown(event: RecordedEvent) -> float:
        if not event.claims:
            return 0.0
        nodes = dict.fromkeys(node_of(item.claim) for item in event.claims)
        among = [edge for node in nodes for edge in touching.get(node, ()) if edge.echo in nodes]
        return 1.0 / (1.0 + math.exp(-log_odds(event, lines_of_event(event, among), known)))

    return shown


def recorded_edges(view: View) -> list[Edge]:
    """Who leans on whom among the reports of the record, as known on the view's date."""
    return [Edge(echo.origin, echo.echo, Relation(echo.relation), echo.probability) for echo in view.echoes()]


def shown_in(view: View, *, blind: bool = False) -> Shown:
    """What is shown with what the record says on the view's date.

    Args:
        view: the record as known on a date.
        blind: leave out how analysts graded single claims, for coders who must not see each other's work.
    """
    known = knowledge_of(view)
    return shown_by_assessment(replace(known, credibility={}) if blind else known, recorded_edges(view))
