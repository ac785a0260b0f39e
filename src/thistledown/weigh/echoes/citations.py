"""Who leans on whom among cited pages whose words are not at hand: what coders noted, and the addresses.

The atlas keeps addresses, publishers and short notes ("relays BBC", "Rewrite of Reuters"), not texts. An edge
here rests on those words alone: `Evidence.words` quotes the note or the publisher, and probabilities are set
by hand, one a kind of evidence (see `docs/echoes.md`), not fitted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from thistledown.casebook.view import RecordedEvent, View
from thistledown.codebook.terms import Polarity
from thistledown.weigh.echoes.edge import Edge, Evidence, Relation
from thistledown.weigh.echoes.facts import meets, outlet_named
from thistledown.weigh.echoes.hosts import bare_host, page_key, same_page, shared_owner

ONE_PAGE = 0.98
NOTED = 0.9
NOTED_ALIKE = 0.85
ONE_OWNER = 0.75
ANSWERS = 0.8

_COPY = (
    r"(?:full )?cop(?:y|ies) of|republish(?:es|ing|ed)(?: of)?|excerpts? (?:of|from)|extract of|reposts?"
    r"|reprints? of|reprints?"
)
_REWRITE = r"rewrites? of|rewrites?|digests? of|summar\w+ of|summari[sz](?:es|ing)|paraphras\w+ of"
_RELAY = r"echo(?:es)?(?: of)?|relay(?:s|ing)?|via|citing|cites|quotes|quoting|credits|based on|syndicates"
_VERBS: tuple[tuple[str, Relation], ...] = (
    (r"translat\w+ relay of|translat\w+ of|translat\w+|twin of", Relation.TRANSLATION),
    (_COPY, Relation.COPY),
    (_REWRITE, Relation.REWRITE),
    (_RELAY, Relation.RELAY),
)
_NOTE = re.compile(
    "|".join(rf"\b(?P<{relation.value}>{verbs})\s+(?:an?\s+|the\s+)?" for verbs, relation in _VERBS),
    re.IGNORECASE,
)
_CARRIED = re.compile(r"([^;,.()]{2,60}?)\s+(?:text|copy|item|piece|extract|story)\b", re.IGNORECASE)
_BRACKETED = re.compile(r"\(([^()]{2,60})\)\s*\Z")
_END = re.compile(r"[;,.()]")
_LONGEST_NOTE = 2000


@dataclass(frozen=True, slots=True)
class Cited:
    """A page as an event cites it.

    Attributes:
        url: its address.
        own: what its outlet is called (source id).
        published: ISO day, or "" when not known.
        credits: outlets it leans on by the coder's words, each with the relation and the words.
        denies: whether it is cited for a denial.
    """

    url: str
    own: str
    published: str
    credits: dict[str, tuple[Relation, str]]
    denies: bool


def citation_edges(view: View) -> list[Edge]:
    """The edges among pages cited for the events of a record, as known on the view's date.

    Nodes are addresses. Pages cited for different events are linked only where they are one page.
    """
    edges: dict[tuple[str, str], Edge] = {}
    pages: dict[tuple[str, str], str] = {}
    for event in view.every_event():
        cited = cited_pages(event)
        for page in cited:
            key = (bare_host(page.url), page_key(page.url))
            first = pages.setdefault(key, page.url)
            if key[1] and first != page.url:
                _keep(edges, _one_page(first, page.url))
        for edge in event_edges(cited):
            _keep(edges, edge)
    return list(edges.values())


def cited_pages(event: RecordedEvent) -> list[Cited]:
    """The pages cited for one event, in the order of its claims, each once."""
    found: dict[str, Cited] = {}
    for recorded in event.claims:
        citation = recorded.claim.citation
        if citation is not None and citation.url:
            denies = recorded.claim.polarity is Polarity.NEGATIVE
            credits = credited_by_note(citation.note, citation.publisher)
            credits.pop(citation.source, None)
            page = Cited(citation.url, citation.source, citation.published or "", credits, denies)
            found.setdefault(citation.url, page)
    return list(found.values())


def credited_by_note(note: str, publisher: str = "") -> dict[str, tuple[Relation, str]]:
    """The outlets that a coder's note says a page leans on: outlet to relation and the words that say so."""
    found: dict[str, tuple[Relation, str]] = {}
    note = note[:_LONGEST_NOTE]
    for match in _NOTE.finditer(note):
        end = _END.search(note, match.end())
        stop = end.start() if end else len(note)
        outlet = outlet_named(note[match.end() : stop], "en")
        if outlet is not None and match.lastgroup is not None:
            found.setdefault(outlet, (Relation(match.lastgroup), note[match.start() : stop].strip()))
    carried = _CARRIED.search(note)
    if carried is not None and not found:
        outlet = outlet_named(carried.group(1), "en")
        if outlet is not None and not outlet.startswith("~"):
            found[outlet] = (Relation.COPY, carried.group())
    bracketed = _BRACKETED.search(publisher[:_LONGEST_NOTE])
    if bracketed is not None:
        outlet = outlet_named(bracketed.group(1), "en")
        if outlet is not None and not outlet.startswith("~"):
            found.setdefault(outlet, (Relation.RELAY, publisher))
    return found


def event_edges(cited: list[Cited]) -> Iterable[Edge]:
    """The edges among the pages of one event; each page is set beside the likelier origins."""
    order = sorted(cited, key=lambda page: (bool(page.credits), page.published or "9999", page.url))
    for place, later in enumerate(order):
        for earlier in order[:place]:
            edge = _edge(earlier, later)
            if edge is not None:
                yield edge
    claims = [page for page in order if not page.denies]
    for page in cited:
        if page.denies and claims:
            yield Edge(claims[0].url, page.url, Relation.DENIAL, ANSWERS)


def _edge(earlier: Cited, later: Cited) -> Edge | None:
    if earlier.denies != later.denies:
        return None
    if same_page(earlier.url, later.url):
        return _one_page(earlier.url, later.url)
    for origin, echo in ((earlier, later), (later, earlier)):
        named = meets(echo.credits, {origin.own})
        if named is not None:
            relation, words = echo.credits[named]
            return Edge(origin.url, echo.url, relation, NOTED, (Evidence("credit", words),))
    both = meets(later.credits, earlier.credits)
    if both is not None:
        relation, words = later.credits[both]
        return Edge(earlier.url, later.url, relation, NOTED_ALIKE, (Evidence("credit", words),))
    owner = shared_owner(earlier.url, later.url)
    if owner is not None:
        return Edge(earlier.url, later.url, Relation.REWRITE, ONE_OWNER, (Evidence("network", owner),))
    return None


def _one_page(first: str, second: str) -> Edge:
    said = Evidence("url", f"{second} and {first} name one page")
    return Edge(first, second, Relation.COPY, ONE_PAGE, (said,))


def _keep(edges: dict[tuple[str, str], Edge], edge: Edge) -> None:
    low, high = sorted((edge.origin, edge.echo))
    held = edges.get((low, high))
    if held is None or edge.probability > held.probability:
        edges[low, high] = edge
