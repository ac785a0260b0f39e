"""Reports filed so that a new one finds those it leans on, and those that lean on it."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from thistledown.weigh.echoes.edge import Edge
from thistledown.weigh.echoes.facts import Facts
from thistledown.weigh.echoes.likeness import Likeness, likeness
from thistledown.weigh.echoes.model import model
from thistledown.weigh.echoes.pairing import word_features
from thistledown.weigh.echoes.postings import Postings
from thistledown.weigh.echoes.report_text import ReportText
from thistledown.weigh.echoes.signature import Signature, sign
from thistledown.weigh.echoes.verdict import judge

# Likely partners laid beside a new report, and the least weight of shared keys that makes one likely.
PARTNERS = 24
LEAST_SHARED = 2.9
# Partners looked at closely: credits, counted things, denials.
CLOSE = 16
# A pair whose words alone make it less likely than this is not looked at closely.
WORTH_A_LOOK = 0.08
# Partners that share less than this, of words and of triples, are passed over at once.
HARDLY = 0.12
# One that is a denial where the other is none is looked at from here on: an answer shares fewer words.
MAY_ANSWER = 0.01
# Of so many reports with the same words each pair is compared; of further ones only that with the first.
IDENTICAL = 6
_REMEMBERED = 4096


class EchoIndex:
    """Reports and their signatures; adding one costs the same whatever is stored."""

    def __init__(self) -> None:
        """Begin empty."""
        self.reports: list[ReportText] = []
        self.apart: list[Edge] = []
        self._signatures: list[Signature] = []
        self._numbers: dict[str, int] = {}
        self._contents: dict[int, list[int]] = {}
        self._postings = Postings()
        self._facts: OrderedDict[int, Facts] = OrderedDict()

    def __len__(self) -> int:
        return len(self.reports)

    def __contains__(self, report_id: object) -> bool:
        return report_id in self._numbers

    def add(self, report: ReportText) -> list[Edge]:
        """File a report and return its edges to and from those already filed.

        An edge of one half or more joins, or is a denial. Pairs told apart (two witnesses of one happening)
        are kept in `apart`, as edges under one half; `graph.lines` takes both together.

        Raises:
            ValueError: when a report of this id is filed already.
        """
        if report.id in self._numbers:
            raise ValueError(f"report {report.id!r} is filed already; give every report its own id")
        report = report.completed()
        signature = sign(report.text, report.language)
        facts = Facts(report)
        partners = self._partners(facts, signature)
        number = self._file(report, signature)
        self._remember(number, facts)
        edges: list[Edge] = []
        for other, like in partners:
            edge = self._compare(other, number, like)
            if edge is not None:
                (edges if edge.probability >= 0.5 else self.apart).append(edge)
        return edges

    def _file(self, report: ReportText, signature: Signature) -> int:
        number = len(self.reports)
        self.reports.append(report)
        self._signatures.append(signature)
        self._numbers[report.id] = number
        alike = self._contents.setdefault(signature.content, []) if signature.content else []
        if len(alike) < IDENTICAL:
            alike.append(number)
            # Further reports with the same words are found through these.
            self._postings.add(number, signature.lookups)
        return number

    def _partners(self, facts: Facts, signature: Signature) -> list[tuple[int, Likeness]]:
        """The reports worth a close look and how alike they are, likeliest first."""
        alike = self._contents.get(signature.content, []) if signature.content else []
        if len(alike) >= IDENTICAL:
            return [(alike[0], likeness(self._signatures[alike[0]], signature))]
        found, _ = self._postings.find(
            signature.lookups, signature.lookup_weights, len(self.reports), PARTNERS, LEAST_SHARED
        )
        words = model().words
        ranked: list[tuple[float, int, Likeness]] = []
        for other in found.tolist():
            like = likeness(self._signatures[other], signature)
            if max(like.shared, like.copied_a, like.copied_b) < HARDLY:
                continue
            likely = words.probability(word_features(like))
            if likely >= WORTH_A_LOOK or (likely >= MAY_ANSWER and may_answer(facts, self._looked(other))):
                ranked.append((-likely, other, like))
        ranked.sort(key=lambda item: item[:2])
        return [(other, like) for _, other, like in ranked[:CLOSE]]

    def _compare(self, other: int, number: int, like: Likeness) -> Edge | None:
        return judge(
            self._looked(other),
            self._looked(number),
            like,
            (self._signatures[other], self._signatures[number]),
        )

    def _looked(self, number: int) -> Facts:
        facts = self._facts.pop(number, None)
        if facts is None:
            facts = Facts(self.reports[number])
        self._remember(number, facts)
        return facts

    def _remember(self, number: int, facts: Facts) -> None:
        if len(self._facts) >= _REMEMBERED:
            self._facts.popitem(last=False)
        self._facts[number] = facts

    def save(self, path: Path) -> None:
        """Keep the index in a file: a cache, no record; `load` reads it, `add` makes it anew."""
        from thistledown.weigh.echoes.storage import write

        write(path, self.reports, self._signatures, self.apart)

    @classmethod
    def load(cls, path: Path) -> EchoIndex:
        """The index that `save` kept.

        Raises:
            ValueError: when the file is no index, or was made by another version of the engine.
        """
        from thistledown.weigh.echoes.storage import read

        index = cls()
        reports, signatures, apart = read(path)
        for report, signature in zip(reports, signatures, strict=True):
            index._file(report, signature)
        index.apart = apart
        return index


def may_answer(a: Facts, b: Facts) -> bool:
    """Whether just one of two reports is a denial."""
    return abs(a.denial - b.denial) >= 0.5


def filing_order(reports: Iterable[ReportText]) -> list[ReportText]:
    """Reports as they are best filed: by day, those of unknown day last."""
    completed = [report.completed() for report in reports]
    return sorted(completed, key=lambda report: (report.published or date.max, report.id))


def find_echoes(reports: Iterable[ReportText]) -> tuple[list[Edge], list[Edge]]:
    """The edges among some reports, and the pairs told apart."""
    index = EchoIndex()
    edges: list[Edge] = []
    for report in filing_order(reports):
        edges += index.add(report)
    return edges, index.apart
