"""JSON and JSON Lines data sets: one file is one capture, one record one report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice

from thistledown.casebook.report import Found, Problem, Report
from thistledown.collect.connector import Context, Target
from thistledown.collect.decoded import Decoded
from thistledown.collect.limits import Limits
from thistledown.collect.mapping import MappingError, RecordMapping, obvious_mapping, read_mapping
from thistledown.collect.table import Skipped, record_report, settle_mapping
from thistledown.collect.table_json import JsonError, JsonValue, document, line_value, string

_HEAD_RECORDS = 20


class JsonConnector:
    """Takes in JSON and JSON Lines records; the mapping file, or plain key names, say what is what."""

    name = "json"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """Any JSON; connectors for exports of one service are asked before."""
        return target.media_type in {"application/json", "application/jsonl"}

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield the file's capture with its reports, made one by one, and then what was left out."""
        content = target.read(context.limits.file_bytes)
        if isinstance(trouble := unreadable(target, content), Problem):
            yield trouble
            return
        path = None
        if context.mapping is not None:
            try:
                path = read_mapping(context.mapping).records
            except (MappingError, OSError):
                path = None  # settle_mapping says so, and shows the columns
        columns: dict[str, None] = {}
        ignored = Skipped(target)
        for _, record in islice(records(target, content, path, ignored), _HEAD_RECORDS):
            columns |= _columns(record)
        if not columns:
            yield from ignored.problems()
            yield target.problem(
                "it has no records: no array of objects and no line with an object",
                "name the path to the array in a mapping file: records = 'data.items'",
            )
            return
        mapping = settle_mapping(target, context, list(columns), nested=True)
        if isinstance(mapping, Problem):
            yield mapping
            return
        skipped = Skipped(target)
        yield Found(
            capture=target.capture(content, self, context),
            reports=_reports(target, content, mapping, context.limits, skipped),
        )
        yield from skipped.problems()


def _columns(record: JsonValue) -> dict[str, None]:
    """The keys of a record and, with a dot, those one level further in; none where it is damaged."""
    found: dict[str, None] = {}
    try:
        for key, value in record.fields().items():
            found[key] = None
            if value.kind == "object":
                found |= {f"{key}.{inner}": None for inner in value.fields()}
    except JsonError:
        return {}
    return found


def unreadable(target: Target, content: bytes) -> Problem | None:
    """Why bytes cannot be read as JSON at all, or None."""
    if not content.strip():
        return target.problem("it is empty", "check whether it was saved or downloaded completely")
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in content[:64]:
        return target.problem("it is JSON in UTF-16", "save it as UTF-8, as the JSON standard asks")
    return None


def records(
    target: Target, content: bytes, path: str | None, skipped: Skipped
) -> Iterator[tuple[str, JsonValue]]:
    """Every record as ("record 17", object), one at a time.

    Args:
        target: its media type says whether the file holds lines.
        content: the bytes.
        path: dotted path to the array of records; None to look for it.
        skipped: takes what is damaged.
    """
    if target.media_type == "application/jsonl":
        yield from lines(content, skipped)
        return
    number = 0
    try:
        for item in _array(document(content), path):
            number += 1
            if item.kind == "object":
                yield f"record {number}", item
            else:
                skipped.add(f"record {number}", "it is no object")
    except JsonError as error:
        skipped.add(f"after record {number}", str(error))


def lines(content: bytes, skipped: Skipped) -> Iterator[tuple[str, JsonValue]]:
    """Every object of JSON Lines as ("record 17", object); the number is that of the line."""
    at, number = 3 if content.startswith(b"\xef\xbb\xbf") else 0, 0
    while at < len(content):
        end = content.find(b"\n", at)
        end = len(content) if end < 0 else end
        number += 1
        if not content[at : min(end, at + 64)].strip() and not content[at:end].strip():
            at = end + 1
            continue
        try:
            value = line_value(content, at, end)
        except JsonError as error:
            skipped.add(f"line {number}: {error}", "the line is no JSON")
        else:
            if value.kind == "object":
                yield f"record {number}", value
            else:
                skipped.add(f"line {number}", "the line is no object")
        at = end + 1


def _array(value: JsonValue, path: str | None) -> Iterator[JsonValue]:
    """The items at a path; without one, those of the first array of objects, or the value itself."""
    if path is not None:
        found = reach(value, path)
        if found is None or found.kind != "array":
            raise JsonError(f"there is no array at {path!r}")
        return found.items()
    if value.kind == "array":
        return value.items()
    if obvious_mapping(key for key, member in value.members() if member.kind == "string"):
        return iter((value,))
    for _, member in value.members():
        first = next(member.items(), None)
        if first is not None and first.kind == "object":
            return member.items()
    return iter((value,))


def reach(value: JsonValue, path: str) -> JsonValue | None:
    """The value at a dotted path of keys; a key that holds dots itself is found too."""
    return _find(value.fields(), path)


def _find(fields: dict[str, JsonValue], path: str) -> JsonValue | None:
    if path in fields:
        return fields[path]
    head, dot, rest = path.partition(".")
    return reach(fields[head], rest) if dot and head in fields else None


def _reports(
    target: Target, content: bytes, mapping: RecordMapping, limits: Limits, skipped: Skipped
) -> Iterable[Report]:
    for number, (where, record) in enumerate(records(target, content, mapping.records, skipped), 1):
        if number > limits.container_members:
            skipped.add(where, f"there are more than {limits.container_members:,} records")
            return
        try:
            fields = record.fields()
            sources = _sources(_find(fields, mapping.columns["text"]))
            report = record_report(where, mapping, sources, partial(_value, fields), limits)
        except JsonError as error:
            skipped.add(where, str(error))
            continue
        if report is None:
            skipped.add(where, "it has no text")
            continue
        yield report


def _sources(value: JsonValue | None) -> list[Decoded]:
    """The characters of a string, or of each string in an array."""
    if value is None:
        return []
    if value.kind == "string":
        return [string(value)]
    return [string(item) for item in value.items() if item.kind == "string"]


def _value(fields: dict[str, JsonValue], column: str) -> str | None:
    found = _find(fields, column)
    return found.leaf() if found is not None else None
