"""Web archives, WARC and WACZ: each page in them is a capture of its own, taken when the archive says."""

from __future__ import annotations

import hashlib
import io
import json
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from typing import IO

from fastwarc.warc import ArchiveIterator, WarcRecord, WarcRecordType

from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import Context, Target
from thistledown.collect.webarchive_http import Response, ResponseError, agrees, read_response

_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TAKEN = frozenset(("text/html", "text/plain", "text/markdown", "application/pdf", _DOCX))
_URI = re.compile(r"<?(https?://[^\s<>\"\x00-\x20\x7f]{1,4000})>?")
_PASSED_OVER = re.compile(r"(?:image|audio|video|font)/|text/css|(?:text|application)/(?:x-)?javascript")
_MEMBER = re.compile(r"archive/[^/\\]{1,250}\.warc(?:\.gz)?")
_DAMAGE = (OSError, ValueError, EOFError, zlib.error, RuntimeError, NotImplementedError)


class WarcConnector:
    """Takes in WARC files, packed with gzip or not; they are read record by record."""

    name = "warc"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """WARC by its first bytes, also under gzip."""
        if target.media_type == "application/gzip":
            try:
                return zlib.decompressobj(31).decompress(target.head(), 5) == b"WARC/"
            except zlib.error:
                return False
        return target.media_type == "application/warc"

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield what each page in the archive gives, and what was passed over."""
        if target.content is not None:
            yield from read_records(io.BytesIO(target.content), target, context)
        elif target.path is not None:
            with target.path.open("rb") as file:
                yield from read_records(file, target, context)


class WaczConnector:
    """Takes in WACZ files: the WARC files in them, checked against the list the file carries."""

    name = "wacz"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """A zip that says it is a WACZ."""
        return target.media_type == "application/wacz"

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield what each page in the archive gives, and what was passed over."""
        source = io.BytesIO(target.content) if target.content is not None else target.path
        try:
            if source is None:
                raise ValueError("no bytes")
            with zipfile.ZipFile(source) as package:
                yield from _members(package, target, context)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, EOFError) as error:
            yield target.problem(f"it is a damaged WACZ ({error})", "download it again")


def read_records(file: IO[bytes], target: Target, context: Context) -> Iterator[Found | Problem]:
    """Yield what the records of one WARC file give; a bad record is a problem and the rest goes on.

    Args:
        file: the WARC file, open for reading; it is never held in memory as a whole.
        target: the file, for places and depth.
        context: limits, and `open` for the pages found.
    """
    passed: Counter[str] = Counter()
    limits = context.limits
    seen = taken = 0
    given = False
    for lenient in (False, True):
        before = seen
        try:
            file.seek(0)
            for record in islice(_records(file, lenient=lenient), before, None):
                seen += 1
                taken += max(record.content_length, 0)
                if seen > limits.container_members or taken > limits.container_bytes:
                    yield target.problem(
                        "the archive holds more than the limits allow", "split it into several"
                    )
                    return
                if record.record_type == WarcRecordType.revisit:
                    passed["points to a copy in another record"] += 1
                elif record.record_type in (WarcRecordType.response, WarcRecordType.resource):
                    for one in _record(record, seen, passed, target, context):
                        given = True
                        yield one
            break
        except _DAMAGE as error:
            if not lenient:
                given = True
                yield target.problem(
                    f"it is damaged after record {seen} ({' '.join(str(error).split())[:150]})",
                    "what can be read before and after was taken in; for the rest get the archive again",
                )
    if not given:
        yield target.problem(
            f"none of its {seen:,} records holds a page, a PDF or a text",
            "check whether it was downloaded completely",
        )
    for reason, count in passed.items():
        yield target.problem(f"{count:,} records were passed over: each {reason}", "nothing, as a rule")


def _records(file: IO[bytes], *, lenient: bool) -> Iterator[WarcRecord]:
    """The records; lenient reading steps over damaged ones without a word, so it comes second."""
    return iter(
        ArchiveIterator(file, parse_http=False, record_types=WarcRecordType.any_type, quirks_mode=lenient)
    )


def _record(
    record: WarcRecord, number: int, passed: Counter[str], target: Target, context: Context
) -> Iterator[Found | Problem]:
    headers = record.headers
    match = _URI.fullmatch((headers.get("WARC-Target-URI") or "").strip())
    most = context.limits.member_bytes
    if match is None:
        passed["has no web address"] += 1
        return
    uri = match[1]
    if record.content_length > most:
        yield target.problem(
            f"record {number} ({uri}) is over {most:,} bytes", "raise the limit to take it in"
        )
        return
    block = record.reader.read(record.content_length)
    if len(block) < record.content_length:
        yield target.problem(f"record {number} ({uri}) is cut off", "download the archive again")
        return
    if agrees(headers.get("WARC-Block-Digest") or "", block) is False:
        yield target.problem(
            f"record {number} ({uri}) is not what its digest says",
            "it was damaged or changed after it was archived: get the archive from its source again",
        )
        return
    try:
        response = _response(record, block, most)
    except ResponseError as error:
        yield target.problem(f"record {number} ({uri}): {error}", "archive that page again")
        return
    if not 200 <= response.status < 300:
        passed[f"is an answer with status {response.status // 100}xx"] += 1
        return
    if _PASSED_OVER.match(response.label) or uri.endswith("/robots.txt") or not response.body:
        return
    kept = {key: headers.get(key) for key in ("WARC-Record-ID", "WARC-Truncated", "WARC-IP-Address")}
    inner = Target.of_bytes(
        response.body,
        uri,
        name=uri.partition("?")[0].rpartition("/")[2][-100:],
        label=response.label,
        charset=response.charset,
        url=uri,
        captured_at=record.record_date,
        detail={
            "inside": target.locator,
            "http-status": str(response.status),
            **{key.lower(): value[:200] for key, value in kept.items() if value},
        },
        depth=target.depth + 1,
    )
    if inner.media_type in TAKEN:
        yield from context.open(inner)


def _response(record: WarcRecord, block: bytes, most: int) -> Response:
    stated = record.headers.get("Content-Type") or ""
    if record.record_type == WarcRecordType.resource:
        return Response(200, {"content-type": stated}, block)
    return read_response(block, most)


def _members(package: zipfile.ZipFile, target: Target, context: Context) -> Iterator[Found | Problem]:
    entries = [entry for entry in package.infolist() if _MEMBER.fullmatch(entry.filename)]
    if not entries:
        yield target.problem("it holds no WARC file under archive/", "check whether it was saved completely")
    stated = _stated_hashes(package)
    size = sum(entry.file_size for entry in entries)
    if size > context.limits.container_bytes or len(entries) > context.limits.container_members:
        yield target.problem(
            f"its WARC files have {size:,} bytes, over the limit", "split it, or raise the limit"
        )
        return
    for entry in entries:
        if entry.flag_bits & 1:
            yield target.problem(f"{entry.filename} is encrypted", "save the archive without a password")
            continue
        wanted = stated.get(entry.filename)
        if wanted is not None and _hash(package, entry) != wanted:
            yield target.problem(
                f"{entry.filename} is not what the archive's own list says",
                "it was damaged or changed after it was archived: get the archive from its source again",
            )
            continue
        with package.open(entry) as file:
            yield from read_records(file, target, context)


def _stated_hashes(package: zipfile.ZipFile) -> dict[str, str]:
    """SHA-256 of members as `datapackage.json` states them; none where it is missing or damaged."""
    try:
        with package.open("datapackage.json") as file:
            listed = json.loads(file.read(1 << 24))["resources"]
        return {
            str(one["path"]): str(one["hash"]).removeprefix("sha256:").lower()
            for one in listed
            if str(one.get("hash", "")).startswith("sha256:")
        }
    except (KeyError, TypeError, AttributeError, RecursionError, *_DAMAGE, zipfile.BadZipFile):
        return {}


def _hash(package: zipfile.ZipFile, entry: zipfile.ZipInfo) -> str:
    made = hashlib.sha256()
    with package.open(entry) as file:
        while chunk := file.read(1 << 20):
            made.update(chunk)
    return made.hexdigest()
