"""Score what `thistledown echoes --json` says against chains that are known.

`python gold/echoes/scoring.py dev --reports > reports.jsonl` writes the reports without their answers;
`thistledown echoes reports.jsonl --json | python gold/echoes/scoring.py dev -` scores what comes back.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
HALVES = ("dev", "test")
RELATIONS = ("copy", "translation", "rewrite", "relay", "frame", "denial")
GIVEN = ("id", "url", "published", "language", "text")

Pair = frozenset[str]


@dataclass(frozen=True)
class Gold:
    """One report with its answers.

    Attributes:
        id: Of the report.
        language: ISO 639-1.
        chain: The story it belongs to; None for a report that leans on none and on which none leans.
        line: The line of evidence: reports with one origin. A denial has its own.
        relation: To `origin`; None for the first of a story.
        origin: Id of the report it leans on, or that it denies.
        witnesses: Ids of reports that saw the same happening for themselves.
    """

    id: str
    language: str
    chain: str | None
    line: str | None
    relation: str | None
    origin: str | None
    witnesses: tuple[str, ...] = ()


@dataclass(frozen=True)
class Predicted:
    """Edges and lines as the command gave them.

    Attributes:
        edges: (from, to, relation, probability): `to` leans on `from`.
        lines: Each begins with its apparent origin.
    """

    edges: tuple[tuple[str, str, str, float], ...]
    lines: tuple[tuple[str, ...], ...]


def rows(path: Path) -> list[dict[str, Any]]:
    """Objects of a JSON Lines file, in order."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def read_gold(path: Path) -> dict[str, Gold]:
    """Reports with their answers by id."""
    return {
        row["id"]: Gold(
            id=row["id"],
            language=row["language"],
            chain=row["chain"],
            line=row["line"],
            relation=row["relation"],
            origin=row["origin"],
            witnesses=tuple(row["witnesses"]),
        )
        for row in rows(path)
    }


def read_predicted(text: Iterable[str]) -> Predicted:
    """Edges and lines of the command's output.

    Args:
        text: Its lines: one edge an object, and a last object with `lines`.

    Raises:
        ValueError: A line is no JSON object of that kind, or `lines` is missing.
    """
    edges: list[tuple[str, str, str, float]] = []
    lines: tuple[tuple[str, ...], ...] | None = None
    for number, raw in enumerate(text, 1):
        if not raw.strip():
            continue
        try:
            row = json.loads(raw)
            if "lines" in row:
                lines = tuple(tuple(line) for line in row["lines"])
            else:
                edges.append((row["from"], row["to"], row["relation"], float(row["probability"])))
        except (KeyError, TypeError, ValueError) as error:
            raise ValueError(
                f"line {number} is no edge and no lines ({error!r}): "
                "give the output of thistledown echoes --json"
            ) from error
    if lines is None:
        raise ValueError(
            "no lines at the end: the output of thistledown echoes --json was cut off; run it again"
        )
    return Predicted(edges=tuple(edges), lines=lines)


def _pairs(groups: Iterable[Sequence[str]]) -> set[Pair]:
    return {frozenset(two) for group in groups for two in combinations(group, 2)}


def _gold_lines(gold: dict[str, Gold]) -> dict[str, list[str]]:
    """Reports of each line that has two or more."""
    found: dict[str, list[str]] = defaultdict(list)
    for report in gold.values():
        if report.line is not None:
            found[report.line].append(report.id)
    return {name: ids for name, ids in found.items() if len(ids) > 1}


def _origin(ids: Sequence[str], gold: dict[str, Gold]) -> str:
    """The one report of a line that leans on nothing in it."""
    firsts = [i for i in ids if gold[i].origin not in ids]
    if len(firsts) != 1:
        raise ValueError(
            f"{gold[ids[0]].line}: {len(firsts)} reports without an origin in the line; mend the gold"
        )
    return firsts[0]


def _relation_of(report: Gold, gold: dict[str, Gold], predicted: Predicted) -> tuple[str | None, bool]:
    """The relation given to a report, and whether it is on the edge from its gold origin.

    An edge from another report of the story stands in when there is none from the origin itself; of
    several, the likeliest.
    """
    near = [
        (start == report.origin, probability, relation)
        for start, end, relation, probability in predicted.edges
        if end == report.id and start in gold and gold[start].chain == report.chain
    ]
    if not near:
        return None, False
    direct, _, relation = max(near)
    return relation, direct


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def score(gold: dict[str, Gold], predicted: Predicted) -> dict[str, Any]:
    """How well edges and lines were found.

    Args:
        gold: Reports by id.
        predicted: What the command gave. A report in no line is a line of its own.

    Returns:
        pair_precision, pair_recall, pair_f1: over pairs of reports in one line.
        witness_pairs, witness_pairs_merged: pairs that saw for themselves, and those put into one line.
        relation_accuracy: right relations over all gold edges, a missing edge being wrong;
            relation_accuracy_found: over those with an edge into the report from its story;
            relation_accuracy_direct: over those with an edge from the gold origin itself.
        origin_accuracy: lines of two or more whose predicted line (the one that holds most of it) begins
            with the gold origin.
        relations: by relation: edges, found, right, joined (report and origin in one predicted line; for a
            denial that is an error) and `taken_for`, what was said instead.
        languages: by "from>to": edges and joined, denials left out.

    Raises:
        ValueError: The command named a report that is not in the gold.
    """
    strangers = {i for line in predicted.lines for i in line} - set(gold)
    if strangers:
        raise ValueError(f"{min(strangers)} is in no gold report: score each half with its own reports")
    lines = _gold_lines(gold)
    true, said = _pairs(lines.values()), _pairs(predicted.lines)
    both = len(true & said)
    precision, recall = _share(both, len(said)), _share(both, len(true))
    witnesses = {frozenset((r.id, other)) for r in gold.values() for other in r.witnesses}

    relations: dict[str, dict[str, Any]] = {
        name: {"edges": 0, "found": 0, "right": 0, "joined": 0, "taken_for": Counter()} for name in RELATIONS
    }
    languages: dict[str, dict[str, int]] = defaultdict(lambda: {"edges": 0, "joined": 0})
    direct_found = direct_right = 0
    for report in gold.values():
        if report.relation is None or report.origin is None:
            continue
        row = relations[report.relation]
        given, direct = _relation_of(report, gold, predicted)
        joined = frozenset((report.id, report.origin)) in said
        row["edges"] += 1
        row["found"] += given is not None
        row["right"] += given == report.relation
        row["joined"] += joined
        direct_found += direct
        direct_right += direct and given == report.relation
        if given not in (None, report.relation):
            row["taken_for"][given] += 1
        if report.relation != "denial":
            pair = languages[f"{gold[report.origin].language}>{report.language}"]
            pair["edges"] += 1
            pair["joined"] += joined
    edges = sum(row["edges"] for row in relations.values())
    right = sum(row["right"] for row in relations.values())
    found = sum(row["found"] for row in relations.values())
    for row in relations.values():
        row["taken_for"] = dict(row["taken_for"].most_common())

    first_right = 0
    for ids in lines.values():
        members, origin = set(ids), _origin(ids, gold)
        best = max(predicted.lines, key=lambda line: (len(members & set(line)), origin in line), default=())
        first_right += bool(best) and best[0] == origin
    return {
        "reports": len(gold),
        "lines": len(lines),
        "pair_precision": precision,
        "pair_recall": recall,
        "pair_f1": _share(2 * both, len(true) + len(said)),
        "witness_pairs": len(witnesses),
        "witness_pairs_merged": len(witnesses & said),
        "relation_accuracy": _share(right, edges),
        "relation_accuracy_found": _share(right, found),
        "relation_accuracy_direct": _share(direct_right, direct_found),
        "origin_accuracy": _share(first_right, len(lines)),
        "relations": relations,
        "languages": dict(sorted(languages.items())),
    }


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("half", choices=HALVES)
    parser.add_argument("output", nargs="?", help="output of thistledown echoes --json; - for standard input")
    parser.add_argument("--reports", action="store_true", help="write the reports without their answers")
    given = parser.parse_args()
    path = HERE / given.half / "chains.jsonl"
    if given.reports:
        for row in rows(path):
            print(json.dumps({key: row[key] for key in GIVEN}, ensure_ascii=False))
        return 0
    if given.output is None:
        parser.error("name the output of thistledown echoes --json, or - for standard input")
    text = sys.stdin.read() if given.output == "-" else Path(given.output).read_text(encoding="utf-8")
    try:
        scores = score(read_gold(path), read_predicted(text.split("\n")))
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    print(json.dumps(scores, ensure_ascii=False, indent=2))
    return 0


if __name__ == "__main__":
    sys.exit(main())
