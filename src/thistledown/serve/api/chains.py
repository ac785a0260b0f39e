"""Who copied whom: the chain of an event's reports, and two reports side by side."""

from __future__ import annotations

from dataclasses import dataclass

from fastapi import APIRouter

from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.span import Span
from thistledown.serve.api.asked import Question
from thistledown.serve.api.reports import ShownText, shown_text
from thistledown.serve.api.shown_claim import (
    ReportBrief,
    TellingSource,
    brief,
    reports_by_id,
    sources_of,
    telling,
)
from thistledown.serve.paint import Mark
from thistledown.weigh.chain import SHOWN, chain, edge_of, edges_around
from thistledown.weigh.echoes.edge import Drift, Edge
from thistledown.weigh.line import node_of

router = APIRouter(tags=["chains"])


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainLink:
    """A report, or a cited page, in the chain.

    Attributes:
        node: report id, or the address of a cited page.
        report: the report; None for a cited page.
        url: public address, or None.
        source: who put it out.
        published: first day on which it may have been put out, YYYY-MM-DD.
        language: BCP 47 tag, or None.
        line: L1, L2 … as in the assessment.
        depth: how many stand between it and the origin of its line.
        modality: how surely it puts it; denied where it denies; None where no claim about the event was read.
        claims: ids of its claims about the event.
    """

    node: str
    report: ReportBrief | None
    url: str | None
    source: TellingSource | None
    published: str | None
    language: str | None
    line: str
    depth: int
    modality: str | None
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EdgeEvidence:
    """One thing that shows that a report leans on another.

    Attributes:
        kind: passage, credit, quotation, particular, error, network or url.
        here: the words of the report that leans; for network and url, what is shared.
        there: their counterpart in the report leaned on; "" where there is none.
    """

    kind: str
    here: str
    there: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainDrift:
    """How a report moved from the one it leans on.

    Attributes:
        certainty_from: denied, alleged, reported, confirmed or independent.
        certainty_to: the same of the report that leans.
        added: particulars that only it has.
        dropped: particulars that only the other has.
    """

    certainty_from: str
    certainty_to: str
    added: tuple[str, ...]
    dropped: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ChainEdge:
    """Information flowed from `origin` to `echo`.

    Attributes:
        relation: copy, translation, rewrite, relay, frame or denial.
        probability: that it leans, 0 to 1.
        drift: None where it was not looked at.
        evidence: what shows it, as far as it can be told without opening the texts.
        opens: whether both texts are in the record, so that they can be set side by side.
    """

    origin: str
    echo: str
    relation: str
    probability: float
    drift: ChainDrift | None
    evidence: tuple[EdgeEvidence, ...]
    opens: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EventChain:
    """The chain of an event.

    Attributes:
        links: reports and cited pages, line by line, each line's origin first.
        edges: the likeliest origin of each, and of a denial what it likeliest denies.
        others: how many more pairs were found that lean on each other.
    """

    links: tuple[ChainLink, ...]
    edges: tuple[ChainEdge, ...]
    others: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SideBySide:
    """Two reports of which one leans on the other.

    Attributes:
        edge: how it leans.
        origin: the report leaned on.
        echo: the report that leans.
        origin_text: its text; marks of one pair of passages share their `claim`.
        echo_text: likewise.
    """

    edge: ChainEdge
    origin: ReportBrief
    echo: ReportBrief
    origin_text: ShownText
    echo_text: ShownText


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbour:
    """Another report that a report leans on, or that leans on it.

    Attributes:
        report: the other.
        leans: whether the other leans on this one; else this one leans on it.
        relation: copy, translation, rewrite, relay, frame or denial.
        probability: 0 to 1.
    """

    report: ReportBrief
    leans: bool
    relation: str
    probability: float


@router.get("/events/{id:path}/chain")
def event_chain(ask: Question, id: str) -> EventChain:
    """The lines of evidence of an event as a chain."""
    event = ask.work.event(id)
    found = chain(event, ask.work.lines(event), edges_around(ask.view, event))
    told = reports_by_id(ask, (link.node for link in found.links))
    cited = {
        node_of(item.claim): item.claim.citation for item in event.claims if item.claim.citation is not None
    }
    sources = sources_of(ask)
    links = []
    for link in found.links:
        report, page = told.get(link.node), cited.get(link.node)
        shown = brief(report, sources) if report else None
        links.append(
            ChainLink(
                node=link.node,
                report=shown,
                url=page.url if page else shown.url if shown else None,
                source=telling(sources.get(page.source), page.publisher)
                if page
                else shown.source
                if shown
                else None,
                published=page.published
                if page
                else shown.published.start
                if shown and shown.published
                else None,
                language=page.language if page else shown.language if shown else None,
                line=f"L{link.line}",
                depth=link.depth,
                modality=link.modality.value if link.modality else None,
                claims=link.claims,
            )
        )
    return EventChain(
        links=tuple(links),
        edges=tuple(
            _edge(edge, _plain(edge), edge.origin in told and edge.echo in told) for edge in found.edges
        ),
        others=found.others,
    )


@router.get("/echoes/{origin}/{echo}")
def side_by_side(ask: Question, origin: str, echo: str) -> SideBySide:
    """Two reports side by side, with the words of both that show how one leans on the other."""
    found = [edge_of(one) for one in ask.view.echoes([origin]) if {one.origin, one.echo} == {origin, echo}]
    if not found:
        raise UnknownIdError(FAILURE("no_lean", one=origin[:80], other=echo[:80]))
    edge = max(found, key=lambda one: one.probability)
    first, second = ask.view.report(edge.origin), ask.view.report(edge.echo)
    texts = first.text or "", second.text or ""
    sources = sources_of(ask)
    evidence = []
    marks: tuple[list[Mark], list[Mark]] = ([], [])
    for place, item in enumerate(edge.evidence):
        spans = _inside(item.there, texts[0]), _inside(item.here, texts[1])
        words = [span.of(text) if span else "" for span, text in zip(spans, texts, strict=True)]
        evidence.append(EdgeEvidence(item.kind, words[1] or item.words, words[0]))
        for span, side in zip(spans, marks, strict=True):
            if span:
                side.append(Mark(span, item.kind, f"e{place}"))
    return SideBySide(
        edge=_edge(edge, tuple(evidence), True),
        origin=brief(first, sources),
        echo=brief(second, sources),
        origin_text=shown_text(texts[0], first.language, marks[0]),
        echo_text=shown_text(texts[1], second.language, marks[1]),
    )


@router.get("/reports/{id}/echoes")
def neighbours(ask: Question, id: str) -> tuple[Neighbour, ...]:
    """Reports that one leans on or that lean on it, the surest first."""
    ask.view.report(id)
    found = [one for one in ask.view.echoes([id]) if one.probability >= SHOWN]
    told = reports_by_id(ask, (key for one in found for key in (one.origin, one.echo)))
    sources = sources_of(ask)
    best: dict[str, Neighbour] = {}
    for one in sorted(found, key=lambda item: -item.probability):
        leans = one.origin == id
        other = told.get(one.echo if leans else one.origin)
        if other is not None and other.id not in best:
            best[other.id] = Neighbour(
                report=brief(other, sources),
                leans=leans,
                relation=one.relation,
                probability=one.probability,
            )
    return tuple(best.values())


def _edge(edge: Edge, evidence: tuple[EdgeEvidence, ...], opens: bool) -> ChainEdge:
    return ChainEdge(
        origin=edge.origin,
        echo=edge.echo,
        relation=edge.relation.value,
        probability=edge.probability,
        drift=_drift(edge.drift),
        evidence=evidence,
        opens=opens,
    )


def _drift(drift: Drift | None) -> ChainDrift | None:
    if drift is None:
        return None
    return ChainDrift(
        certainty_from=drift.certainty_from,
        certainty_to=drift.certainty_to,
        added=drift.added,
        dropped=drift.dropped,
    )


def _plain(edge: Edge) -> tuple[EdgeEvidence, ...]:
    return tuple(EdgeEvidence(item.kind, item.words, "") for item in edge.evidence)


def _inside(span: tuple[int, int] | None, text: str) -> Span | None:
    """The span, where it lies in the text: another extractor may have made a shorter one since."""
    if span is None or not 0 <= span[0] < span[1] <= len(text):
        return None
    return Span(*span)
