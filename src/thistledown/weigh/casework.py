"""All that assessments of one record need, read once: sources as learned, echoes, claims as they stand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from functools import cached_property

from thistledown.casebook.echo_rows import RecordedEcho
from thistledown.casebook.errors import CasebookError
from thistledown.casebook.view import RecordedEvent, View
from thistledown.weigh.assessment.assessment import Assessment, assess
from thistledown.weigh.echoes.citations import cited_pages, event_edges
from thistledown.weigh.echoes.edge import Edge, Relation
from thistledown.weigh.events.judged import judged_event, judged_events
from thistledown.weigh.judgements import Judgements
from thistledown.weigh.knowledge import Knowledge, knowledge_of
from thistledown.weigh.line import Line, lines_of_event, node_of
from thistledown.weigh.lookups import all_judgements
from thistledown.weigh.reliability import learn, verdicts


class Casework:
    """Assessments of the events of a record, as known on the view's date.

    Everything is worked out from the view alone, so the assessment as of a date is that of a record that ends
    on that date.
    """

    def __init__(self, view: View) -> None:
        """Look at a record; what is needed is read when first asked for."""
        self.view = view
        self._edges: dict[str, list[Edge]] | None = None

    def _read_echoes(self) -> None:
        """Read who leans on whom once, where every event will ask."""
        if self._edges is None:
            self._edges = defaultdict(list)
            for echo in self.view.echoes():
                self._edges[echo.origin].append(_edge(echo))

    def _among(self, nodes: set[str]) -> list[Edge]:
        if self._edges is None:
            edges = [_edge(echo) for echo in self.view.echoes(sorted(nodes))]
        else:
            edges = [edge for node in sorted(nodes) for edge in self._edges.get(node, ())]
        return [edge for edge in edges if edge.origin in nodes and edge.echo in nodes]

    @cached_property
    def known(self) -> Knowledge:
        """Sources, actors and grades, with what judgements teach once anything is judged.

        Raises:
            SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
        """
        plain = knowledge_of(self.view)
        if not all_judgements(self.view, "claim"):
            return plain
        events = [event for event in self.view.every_event() if event.claims]
        judged = verdicts(Judgements(self.view), [item for event in events for item in event.claims])
        if not judged:
            return plain
        self._read_echoes()
        return learn(plain, ((event, self.lines(event)) for event in events), judged)

    def lines(self, event: RecordedEvent) -> tuple[Line, ...]:
        """The lines of an event: by echoes in the record, and by what coders noted of cited pages."""
        edges = self._among({node_of(item.claim) for item in event.claims})
        return lines_of_event(event, [*edges, *event_edges(cited_pages(event))])

    def event(self, event_id: str) -> RecordedEvent:
        """An event as analysts left it: joined with others, its claims corrected, rejected ones left out.

        Raises:
            UnknownIdError: when there is none, as known on the date.
            SlotError: when a correction cannot be laid over its claim; it names the entry to undo.
        """
        return judged_event(self.view, event_id)

    def assess(self, event_id: str, *, without: Collection[str] = ()) -> Assessment:
        """How likely an event is, and why.

        Args:
            event_id: the event.
            without: origins of lines to strike.

        Raises:
            UnknownIdError: when there is no such event or line.
            CasebookError: when analysts rejected every claim about it.
        """
        event = self.event(event_id)
        if not event.claims:
            raise CasebookError(
                f"no claim about {event_id} stands: analysts rejected them all, or they were retired; "
                f"`thistledown show {event_id}` shows the event"
            )
        return assess(event, self.lines(event), self.known, without=without)

    def every(self) -> Iterator[tuple[RecordedEvent, Assessment]]:
        """Every event that has a claim left, with its assessment, in order of ids."""
        self._read_echoes()
        for event in judged_events(self.view):
            if event.claims:
                yield event, assess(event, self.lines(event), self.known)


def _edge(echo: RecordedEcho) -> Edge:
    return Edge(echo.origin, echo.echo, Relation(echo.relation), echo.probability)
