"""CSV and TSV data sets: one file is one capture, one row one report."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from thistledown.casebook.report import Found, Problem, Report
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded
from thistledown.collect.limits import Limits
from thistledown.collect.mapping import (
    MappingError,
    RecordMapping,
    example_mapping,
    obvious_mapping,
    read_mapping,
)
from thistledown.collect.moments import read_moment
from thistledown.collect.plaintext import links_in, weave_plain
from thistledown.collect.social_markup import weave_markup
from thistledown.collect.table_csv import Sheet
from thistledown.collect.tongue import language_in
from thistledown.collect.weave import Weaver

# A data set may hold a million records; the beginning of each says its language at a third of the time.
LANGUAGE_SAMPLE = 600


class CsvConnector:
    """Takes in CSV and TSV files; the mapping file, or plain column names, say what is what."""

    name = "csv"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """CSV and TSV, by extension or label."""
        return target.media_type in {"text/csv", "text/tab-separated-values"}

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the file's capture with its reports, made one by one, and then what was left out."""
        content = target.read(context.limits.file_bytes)
        if not content.strip():
            yield target.problem("it is empty", "check whether it was saved or downloaded completely")
            return
        tabs = target.media_type == "text/tab-separated-values"
        sheet = Sheet.of(content, target.charset, tabs=tabs)
        header = [sheet.value(one) for one in next(sheet.rows(), [])]
        mapping = settle_mapping(target, context, header)
        if isinstance(mapping, Problem):
            yield mapping
            return
        skipped = Skipped(target)
        yield Found(
            capture=target.capture(content, self, context),
            reports=_reports(sheet, header, mapping, context.limits, skipped),
        )
        yield from skipped.problems()


@dataclass(slots=True)
class Skipped:
    """Records that gave no report, counted by reason, so that a bad file gives few lines and not many."""

    target: Target
    reasons: dict[str, list[str]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)

    def add(self, where: str, reason: str) -> None:
        """Count one; the first three places of each reason are shown."""
        self.counts[reason] = self.counts.get(reason, 0) + 1
        places = self.reasons.setdefault(reason, [])
        if len(places) < 3:
            places.append(where)

    def problems(self) -> Iterator[Problem]:
        """One line a reason."""
        for reason, count in self.counts.items():
            places = ", ".join(self.reasons[reason]) + (" and others" if count > 3 else "")
            yield self.target.problem(
                f"{count:,} left out: {reason} ({places})", "look there, mend the file and add it again"
            )


def settle_mapping(
    target: Target, context: Context, columns: Sequence[str], *, nested: bool = False
) -> RecordMapping | Problem:
    """The mapping for these columns: the given file, else what their names make plain.

    Args:
        target: for the problem's place.
        context: its `mapping` is the mapping file, if there is one.
        columns: the names found.
        nested: whether columns may be paths into nested records, which cannot be checked here.
    """
    if context.mapping is not None:
        try:
            mapping = read_mapping(context.mapping)
        except MappingError as error:
            return target.problem(str(error), "start from:\n" + example_mapping(columns))
        except OSError as error:
            return target.problem(f"the mapping file cannot be read ({error.strerror})", "check its name")
        missing = [name for name in mapping.columns.values() if name not in columns]
        if missing and not nested:
            return target.problem(
                f"it has no column {', '.join(map(repr, missing))}; its columns are {_shown(columns)}",
                "correct the mapping file",
            )
        return mapping
    if (found := obvious_mapping(columns)) is not None:
        return found
    return target.problem(
        f"no column is plainly the text; its columns are {_shown(columns)}",
        "say which one is, in a mapping file; start from:\n" + example_mapping(columns),
    )


def _shown(columns: Sequence[str]) -> str:
    names = ["".join(c if c.isprintable() else " " for c in name)[:60] for name in columns[:30]]
    return (", ".join(map(repr, names)) or "none") + (" and others" if len(columns) > 30 else "")


def record_report(
    part: str,
    mapping: RecordMapping,
    sources: Sequence[Decoded],
    value: Callable[[str], str | None],
    limits: Limits,
) -> Report | None:
    """The report of one record.

    Args:
        part: which record, "record 17".
        mapping: what stands where.
        sources: the characters of its text, one for each paragraph list item.
        value: gives a column's value as a short text, or None.
        limits: for the length of the text and the number of links.

    Returns:
        None when it has no text.
    """

    def slot(name: str) -> str | None:
        column = mapping.columns.get(name)
        found = value(column) if column is not None else None
        return _line(found) or mapping.constants.get(name)

    weaver = Weaver()
    linked: tuple[str, ...] = ()
    notes: list[str] = []
    for source in sources:
        if weaver.length:
            weaver.insert("\n\n")
        if mapping.markup:
            linked += weave_markup(weaver, source.cut(0, max(limits.text_chars - weaver.length, 0)))
        else:
            notes += weave_plain(weaver, [source], limits)
    text = weaver.finish("record/1")
    if not text.text.strip():
        return None
    written = slot("published")
    moment = read_moment(written, mapping.form, mapping.zone) if written else None
    if written and moment is None:
        notes.append(f"its date {written[:40]!r} cannot be read; give its format in the mapping file")
    if known := slot("id"):
        notes.append(f"id in the data set: {known[:200]}")
    url = slot("url")
    return Report(
        part=part,
        url=url if url and url.startswith(("https://", "http://")) else None,
        title=slot("title"),
        outlet=slot("outlet"),
        published=moment.when if moment else None,
        published_at=moment.at if moment else None,
        language=language_in(text.text[:LANGUAGE_SAMPLE], language_tag(slot("language"))),
        links=tuple(dict.fromkeys((*linked, *links_in(text.text, limits))))[: limits.links],
        notes=tuple(dict.fromkeys(notes)),
        text=text,
    )


def language_tag(stated: str | None) -> str | None:
    """The primary tag of a stated language ("pt-BR" is "pt"), or None when it is no tag."""
    tag = (stated or "").strip().lower().replace("_", "-").partition("-")[0]
    return tag if tag.isascii() and tag.isalpha() and len(tag) in (2, 3) else None


def _line(value: str | None) -> str | None:
    if value is None:
        return None
    return " ".join("".join(c if c.isprintable() else " " for c in value).split()) or None


def _reports(
    sheet: Sheet, header: Sequence[str], mapping: RecordMapping, limits: Limits, skipped: Skipped
) -> Iterable[Report]:
    columns = {name: number for number, name in reversed(list(enumerate(header)))}
    rows = sheet.rows()
    next(rows, None)
    for number, row in enumerate(rows, 1):
        where = f"record {number}"
        if number > limits.container_members:
            skipped.add(where, f"there are more than {limits.container_members:,} records")
            return

        def value(column: str, row: Sequence[object] = row) -> str | None:
            at = columns[column]
            return sheet.value(row[at]) if at < len(row) else None  # type: ignore[arg-type]

        at = columns[mapping.columns["text"]]
        if at >= len(row):
            skipped.add(where, "the row ends before its text column")
            continue
        report = record_report(where, mapping, [sheet.text(row[at])], value, limits)
        if report is None:
            skipped.add(where, "it has no text")
            continue
        yield report
