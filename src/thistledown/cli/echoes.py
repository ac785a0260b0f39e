"""`thistledown echoes`."""

from __future__ import annotations

import json as codec
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from thistledown.cli.options import JsonOption
from thistledown.cli.output import (
    DONE,
    FAILED,
    PARTLY,
    count,
    fail,
    out,
    plain,
    print_problem,
    progress,
    say_json,
)

if TYPE_CHECKING:
    from thistledown.casebook.report import Problem
    from thistledown.weigh.echoes.edge import Edge
    from thistledown.weigh.echoes.report_text import ReportText

LINE_ENDINGS = (".jsonl", ".ndjson")
# A line of JSON Lines longer than this is left out.
LONGEST_LINE = 64_000_000
_SHOWN = 160

WORDS = {
    "copy": "copies",
    "translation": "translates",
    "rewrite": "rewrites",
    "relay": "relays",
    "frame": "gives another turn to",
    "denial": "denies",
}


def run(
    paths: Annotated[
        list[str],
        typer.Argument(
            help="Files, folders, addresses, or a .jsonl file: {id, url, published, language, text} a line."
        ),
    ],
    json: JsonOption = False,
) -> None:
    """Find which reports lean on which: copies, translations, rewrites, relays. Needs no casebook."""
    from thistledown.weigh.echoes.graph import lines
    from thistledown.weigh.echoes.index import EchoIndex, filing_order

    reports: list[ReportText] = []
    held: set[str] = set()
    problems = 0
    for found in _read(paths):
        if _is_problem(found):
            problems += 1
            print_problem(found)  # type: ignore[arg-type]
            continue
        report: ReportText = found  # type: ignore[assignment]
        if report.id in held:
            problems += 1
            print_problem(_problem(report.id, "another report has this id", "give every report its own id"))
            continue
        held.add(report.id)
        reports.append(report)
    if not reports:
        raise fail("there is no report to compare; give files, or a .jsonl file of {id, text}", FAILED)
    index = EchoIndex()
    edges: list[Edge] = []
    with progress(json) as shown:
        task = shown.add_task("Comparing", total=len(reports))
        for report in filing_order(reports):
            edges += index.add(report)
            shown.advance(task)
    grouped = lines([report.id for report in reports], [*edges, *index.apart])
    if json:
        for edge in edges:
            say_json(edge.as_json())
        say_json({"lines": [list(line) for line in grouped]})
    else:
        _print(reports, edges, grouped)
    raise typer.Exit(PARTLY if problems else DONE)


def _is_problem(found: object) -> bool:
    from thistledown.casebook.report import Problem

    return isinstance(found, Problem)


def _problem(locator: str, what: str, advice: str) -> Problem:
    from thistledown.casebook.report import Problem

    return Problem(locator=locator, what=what, advice=advice)


def _read(paths: list[str]) -> Iterator[ReportText | Problem]:
    for path in paths:
        if path.lower().endswith(LINE_ENDINGS) and Path(path).is_file():
            yield from _lines(Path(path))
        else:
            yield from _collected(path)


def _lines(path: Path) -> Iterator[ReportText | Problem]:
    """The reports of a JSON Lines file; a broken line is told and the rest goes on."""
    from thistledown.weigh.echoes.report_text import ReportText

    with path.open("rb") as handle:
        number = 0
        while line := handle.readline(LONGEST_LINE):
            number += 1
            where = f"{path}, line {number}"
            if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
                while (rest := handle.readline(LONGEST_LINE)) and not rest.endswith(b"\n"):
                    pass
                yield _problem(where, "the line is longer than 64 MB", "split the report")
                continue
            if not line.strip():
                continue
            try:
                yield ReportText.from_json(codec.loads(line.decode("utf-8-sig")))
            except UnicodeDecodeError:
                yield _problem(where, "the line is not UTF-8", "save the file as UTF-8")
            except codec.JSONDecodeError as error:
                yield _problem(where, f"the line is no JSON ({error.msg})", "write one JSON object a line")
            except RecursionError:
                yield _problem(where, "the line nests too deep", "write one flat JSON object a line")
            except ValueError as error:
                what, _, advice = str(error).partition("; ")
                yield _problem(where, what, advice or "mend the line")


def _collected(path: str) -> Iterator[ReportText | Problem]:
    """The reports of files, folders and addresses, taken in as `read` does."""
    from thistledown.casebook.report import Problem
    from thistledown.cli.read import reports
    from thistledown.weigh.echoes.report_text import ReportText

    for found in reports([path]):
        if isinstance(found, Problem):
            yield found
            continue
        name, report = found
        yield ReportText(
            name,
            report.text.text,
            url=report.url,
            published=report.published.start if report.published else None,
            language=report.language,
            title=report.title,
        )


def _print(reports: list[ReportText], edges: list[Edge], grouped: list[tuple[str, ...]]) -> None:
    """Each line of two or more as a picture, then what stands alone."""
    known = {report.id: report for report in reports}
    leaning: dict[str, list[Edge]] = {}
    for edge in edges:
        leaning.setdefault(edge.echo, []).append(edge)
    out.print(f"{count(len(reports), 'report')}, {count(len(grouped), 'line')} of evidence.")
    alone = [line[0] for line in grouped if len(line) == 1]
    for line in grouped:
        if len(line) == 1:
            continue
        origin, *others = line
        echoes = count(len(others), "echo", "echoes")
        out.print(f"\n[bold]{plain(origin)}[/]{_about(known[origin])}: apparent origin of {echoes}")
        inside = set(line)
        for name in others:
            best = [edge for edge in leaning.get(name, ()) if edge.origin in inside and _joins(edge)]
            nearest = max(best, key=lambda edge: edge.probability, default=None)
            out.print(f"  └ {plain(name)}{_about(known[name])}{_said(nearest)}")
    if alone:
        names = plain(", ".join(alone[:50])) + (" …" if len(alone) > 50 else "")
        out.print(f"\n{count(len(alone), 'report')} alone: {names}")
    for denial in edges:
        if denial.relation.value == "denial":
            who, what = plain(denial.echo), plain(denial.origin)
            out.print(f"\n{who} denies {what} ({denial.probability:.2f}): another line.")


def _joins(edge: Edge) -> bool:
    return edge.relation.value != "denial"


def _about(report: ReportText) -> str:
    known = [str(report.published)] if report.published else []
    known += [report.language] if report.language else []
    return f" ({', '.join(known)})" if known else ""


def _said(edge: Edge | None) -> str:
    if edge is None:
        return ""
    said = f" {WORDS[edge.relation.value]} {plain(edge.origin)}, probability {edge.probability:.2f}"
    shown = next((item for item in edge.evidence if item.kind in ("credit", "quotation", "passage")), None)
    if shown is not None:
        words = " ".join(shown.words.split())
        said += f"\n      {shown.kind}: “{plain(words[:_SHOWN])}{'…' if len(words) > _SHOWN else ''}”"
    if edge.drift is not None and edge.drift.certainty_from != edge.drift.certainty_to:
        said += f"\n      certainty: {edge.drift.certainty_from} → {edge.drift.certainty_to}"
    return said
