"""Which connector takes which target; one target that fails never stops the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from importlib import import_module
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

from thistledown.casebook.report import Found, Problem, Report
from thistledown.collect.connector import Connector, Context, FetchError, Target, TooLargeError

GROUP = "thistledown.connectors"

# Asked in this order, the narrower before the wider; those of other packages are asked first.
BUILT_IN: tuple[str, ...] = (
    "thistledown.collect.folder:FolderConnector",
    "thistledown.collect.web:WebConnector",
    "thistledown.collect.urls:UrlListConnector",
    "thistledown.collect.feed:FeedConnector",
    "thistledown.collect.xarchive:XArchiveConnector",
    "thistledown.collect.telegram:TelegramConnector",
    "thistledown.collect.bluesky:BlueskyConnector",
    "thistledown.collect.mastodon:MastodonConnector",
    "thistledown.collect.table:CsvConnector",
    "thistledown.collect.table_records:JsonConnector",
    "thistledown.collect.mail:MailConnector",
    "thistledown.collect.mail:MboxConnector",
    "thistledown.collect.pdf:PdfConnector",
    "thistledown.collect.word:WordConnector",
    "thistledown.collect.webarchive:WarcConnector",
    "thistledown.collect.webarchive:WaczConnector",
    "thistledown.collect.page:PageConnector",
    "thistledown.collect.plaintext_markdown:MarkdownConnector",
    "thistledown.collect.plaintext:TextConnector",
)

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://")


def collect(
    targets: Iterable[str | Path | Target], context: Context, connectors: Sequence[Connector] | None = None
) -> Iterator[Found | Problem]:
    """Take in files, folders, addresses and lists of addresses.

    Args:
        targets: paths, addresses ("https://…"), or ready targets, in the order to take them.
        context: limits, clock, fetcher and so on.
        connectors: which to use; None for every connector there is.

    Yields:
        What was found, and one problem for each thing that could not be taken in; never an exception of a
        connector. Iterate the reports of a `Found` before asking for the next one.
    """
    chosen = tuple(find_connectors() if connectors is None else connectors)

    def opened(target: Target) -> Iterator[Found | Problem]:
        return _take(target, inner, chosen)

    inner = replace(context, open=opened)
    for target in targets:
        ready = _target(target)
        if isinstance(ready, Problem):
            yield ready
        else:
            yield from _take(ready, inner, chosen)


@cache
def find_connectors() -> tuple[Connector, ...]:
    """Every connector: those of other packages (entry points, by name), then the built-in ones.

    Raises:
        TypeError: when an entry point or a built-in name is not a connector.
    """
    others = sorted(entry_points(group=GROUP), key=lambda point: point.name)
    return tuple(_load(point) for point in others) + tuple(_built_in(name) for name in BUILT_IN)


def _load(point: EntryPoint) -> Connector:
    return _checked(point.load(), point.value)


def _built_in(name: str) -> Connector:
    module, _, attribute = name.partition(":")
    return _checked(getattr(import_module(module), attribute), name)


def _checked(factory: object, name: str) -> Connector:
    made = factory() if callable(factory) else factory
    if not isinstance(made, Connector):
        raise TypeError(f"{name} is not a connector; it needs name, version, accepts and collect")
    return made


def _target(given: str | Path | Target) -> Target | Problem:
    if isinstance(given, Target):
        return given
    if isinstance(given, str) and _ADDRESS.match(given.strip()):
        return Target.of_url(given.strip())
    try:
        return Target.of_path(Path(given))
    except FileNotFoundError:
        return Problem(
            locator=str(given),
            what="there is no such file or folder",
            advice="check the spelling; an address must begin with http:// or https://",
        )
    except (OSError, ValueError) as error:
        return Problem(
            locator=str(given),
            what=f"it cannot be opened ({plain(error)})",
            advice="check its name and that you may read it",
        )


def _take(target: Target, context: Context, connectors: Sequence[Connector]) -> Iterator[Found | Problem]:
    if target.depth > context.limits.depth:
        yield target.problem(
            f"it lies {target.depth} containers deep and the limit is {context.limits.depth}",
            "unpack the outer containers yourself and add what is inside",
        )
        return
    try:
        connector = next((c for c in connectors if c.accepts(target)), None)
        if connector is None:
            yield target.problem(
                _unfit(target), "convert it to text, HTML, PDF, DOCX, EML, CSV or JSON Lines"
            )
            return
        for found in connector.collect(target, context):
            if isinstance(found, Problem):
                yield found
                continue
            failures: list[Exception] = []
            yield replace(found, reports=_until_failure(found, failures))
            for error in failures:
                yield failure(target, error)
    except Exception as error:  # hostile input finds every gap; the rest of the run must go on
        yield failure(target, error)


def _until_failure(found: Found, failures: list[Exception]) -> Iterable[Report]:
    """The reports; those made one by one end where making the next one fails, and the failure is kept."""
    if isinstance(found.reports, Sequence):
        return found.reports

    def guarded() -> Iterator[Report]:
        try:
            yield from found.reports
        except Exception as error:
            failures.append(error)

    return guarded()


def failure(target: Target, error: Exception) -> Problem:
    """The line in the run's report for an exception."""
    if isinstance(error, FetchError):
        return target.problem(error.what, error.advice)
    if isinstance(error, TooLargeError):
        return target.problem(str(error), "split it, or raise the limit")
    if isinstance(error, OSError):
        return target.problem(
            f"it cannot be read ({plain(error)})", "check that it is whole and that you may read it"
        )
    return target.problem(
        f"it could not be made sense of ({type(error).__name__}: {plain(error)})",
        "open it in its own program to see whether it is damaged; if it is not, please report this fault",
    )


def plain(error: Exception) -> str:
    """What an exception says, on one line, without the characters that could fake a terminal's output."""
    said = (error.strerror or str(error)) if isinstance(error, OSError) else str(error)
    return " ".join("".join(c if c.isprintable() else " " for c in said).split())[:200]


def _unfit(target: Target) -> str:
    if target.media_type == "application/octet-stream":
        return "no connector knows what it is"
    return f"no connector reads {target.media_type or 'such an address'}"
