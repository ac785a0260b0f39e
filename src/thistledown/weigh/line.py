"""Lines of evidence of one event: its claims, grouped by the origin they rest on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thistledown.casebook.claim import Claim
from thistledown.casebook.view import RecordedClaim, RecordedEvent
from thistledown.weigh.echoes.edge import Edge
from thistledown.weigh.echoes.graph import lines


@dataclass(frozen=True, slots=True)
class Line:
    """Claims of one event that rest on one origin.

    Attributes:
        origin: the report, or the address of the cited page, that the others lean on.
        claims: those of the origin first; never empty.
    """

    origin: str
    claims: tuple[RecordedClaim, ...]

    @property
    def pages(self) -> tuple[str, ...]:
        """The reports and pages of the line, the origin first."""
        return tuple(dict.fromkeys(node_of(item.claim) for item in self.claims))


def node_of(claim: Claim) -> str:
    """The report a claim was read from, or the address of the page it cites."""
    return claim.citation.url if claim.citation else claim.report


def lines_of_event(event: RecordedEvent, edges: Iterable[Edge]) -> tuple[Line, ...]:
    """The lines of an event, in an order that does not depend on the order of its claims.

    Args:
        event: the event; its claims are sorted by the day their page was published, then by page and id.
        edges: who leans on whom; those about other reports are passed over.
    """
    by_node: dict[str, list[RecordedClaim]] = {}
    for item in sorted(event.claims, key=_place):
        by_node.setdefault(node_of(item.claim), []).append(item)
    return tuple(
        Line(members[0], tuple(item for node in members for item in by_node[node]))
        for members in lines(list(by_node), edges)
    )


def _place(item: RecordedClaim) -> tuple[str, str, str]:
    cited = item.claim.citation
    return ((cited and cited.published) or "9999", node_of(item.claim), item.id)
