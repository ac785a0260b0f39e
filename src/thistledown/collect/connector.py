"""What a connector is: it takes one target and yields what it found there."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from thistledown.casebook.clock import now
from thistledown.casebook.report import Capture, Found, Problem
from thistledown.codebook.reason import Reason
from thistledown.collect.detect import HEAD_BYTES, media_type_of
from thistledown.collect.limits import Limits

FOLDER = "inode/directory"


class TooLargeError(ValueError):
    """A target is larger than the limits allow; the message names both numbers."""


def problem_at(locator: str, what: str | Reason, advice: str | Reason) -> Problem:
    """A line for a run's report; reasons are kept beside their words, to be told in another language."""
    told = tuple(one for one in (what, advice) if isinstance(one, Reason))
    return Problem(
        locator=locator, what=str(what), advice=str(advice), reasons=told if len(told) == 2 else ()
    )


class FetchError(Exception):
    """An address could not be fetched.

    Attributes:
        what: what was wrong, in plain words or as a reason.
        advice: what to do about it.
    """

    def __init__(self, what: str | Reason, advice: str | Reason) -> None:
        super().__init__(f"{what}; {advice}")
        self.what = what
        self.advice = advice


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One thing to take in: a file or folder (`path`), an address (only `url`), or bytes (`content`).

    Attributes:
        locator: how people find it again: the path, the URL, or "mail.eml#attachment 2" for nested bytes.
        media_type: what it is, found out from its content; "" while an address has not been fetched.
        path: the file or folder, where it is one.
        content: the bytes, where they are at hand.
        label: what it was labelled as by its sender or extension; may be wrong.
        charset: the character encoding stated outside the bytes (HTTP header, mail part), if any.
        url: the public address the bytes came from, where known.
        captured_at: when the bytes were taken, where someone else took them (a WARC record); else None.
        detail: what the custody log should remember.
        depth: how many containers it lies inside of.
    """

    locator: str
    media_type: str = ""
    path: Path | None = None
    content: bytes | None = None
    label: str = ""
    charset: str | None = None
    url: str | None = None
    captured_at: datetime | None = None
    detail: Mapping[str, str] = field(default_factory=dict)
    depth: int = 0

    @classmethod
    def of_path(cls, path: Path) -> Target:
        """A local file or folder, its media type found out from its first bytes.

        Raises:
            OSError: when it cannot be opened.
        """
        if path.is_dir():
            return cls(locator=str(path), path=path, media_type=FOLDER)
        if not path.is_file():
            raise FileNotFoundError(2, "no such file, or not an ordinary one", str(path))
        with path.open("rb") as file:
            head = file.read(HEAD_BYTES)
        label = path.suffix.lower().lstrip(".")
        return cls(locator=str(path), path=path, label=label, media_type=media_type_of(head, path.name))

    @classmethod
    def of_url(cls, url: str) -> Target:
        """An address that is still to be fetched."""
        return cls(locator=url, url=url)

    @classmethod
    def of_bytes(
        cls,
        content: bytes,
        locator: str,
        *,
        name: str = "",
        label: str = "",
        charset: str | None = None,
        url: str | None = None,
        captured_at: datetime | None = None,
        detail: Mapping[str, str] | None = None,
        depth: int = 0,
    ) -> Target:
        """Bytes at hand; `name` (a file name) and `label` (a media type) help where they do not say."""
        return cls(
            locator=locator,
            content=content,
            media_type=media_type_of(content[:HEAD_BYTES], name, label),
            label=label or name.rpartition(".")[2].lower(),
            charset=charset,
            url=url,
            captured_at=captured_at,
            detail=dict(detail or {}),
            depth=depth,
        )

    @property
    def unfetched(self) -> bool:
        """Whether this is an address and nothing of it is at hand."""
        return self.content is None and self.path is None

    def head(self, size: int = HEAD_BYTES) -> bytes:
        """The first bytes, for looking before accepting; b"" for an address or a folder.

        Raises:
            OSError: when the file cannot be read.
        """
        if self.content is not None:
            return self.content[:size]
        if self.path is None or self.media_type == FOLDER:
            return b""
        with self.path.open("rb") as file:
            return file.read(size)

    def read(self, most: int) -> bytes:
        """All the bytes.

        Args:
            most: largest size allowed, in bytes (`context.limits.file_bytes` as a rule).

        Raises:
            TooLargeError: when there are more.
            OSError: when the file cannot be read.
        """
        if self.content is not None:
            content = self.content
        elif self.path is not None:
            with self.path.open("rb") as file:
                content = file.read(most + 1)
        else:
            raise ValueError(f"{self.locator} has not been fetched, so it has no bytes to read")
        if len(content) > most:
            size = len(content) if self.content is not None or self.path is None else self.path.stat().st_size
            raise TooLargeError(f"it has {size:,} bytes and the limit is {most:,}")
        return content

    def inside(self, content: bytes, part: str, **more: object) -> Target:
        """Bytes found inside this target, for instance an attachment: `locator#part`, one level deeper.

        Args:
            content: the bytes.
            part: what it is called inside ("attachment 2", "record 17").
            more: any of the keyword arguments of `of_bytes`, except depth.
        """
        options = {"detail": {"inside": self.locator}, **more}
        found = Target.of_bytes(content, f"{self.locator}#{part}", **options)  # type: ignore[arg-type]
        return replace(found, depth=self.depth + 1)

    def capture(self, content: bytes, connector: Connector, context: Context, **detail: str) -> Capture:
        """The capture of this target's bytes, as every connector states it.

        Args:
            content: the bytes exactly as found.
            connector: whose name and version the custody log shows.
            context: gives the time, unless the target says when its bytes were taken.
            detail: further things for the custody log to remember.
        """
        return Capture(
            content=content,
            media_type=self.media_type,
            locator=self.locator,
            connector=connector.name,
            connector_version=connector.version,
            captured_at=self.captured_at or context.now(),
            detail={**self.detail, **detail},
        )

    def problem(self, what: str | Reason, advice: str | Reason) -> Problem:
        """A line for the run's report about this target."""
        return problem_at(self.locator, what, advice)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetched:
    """What came back for an address.

    Attributes:
        url: the address that answered, after redirects.
        content: the body, its content encoding undone.
        label: the media type the server stated, without parameters; "" where it stated none.
        charset: the charset the server stated, if any.
        fetched_at: when it came, with its time zone.
        detail: HTTP status, headers that matter, redirects; for the custody log.
    """

    url: str
    content: bytes
    label: str
    charset: str | None
    fetched_at: datetime
    detail: Mapping[str, str]


class Fetcher(Protocol):
    """Gets an address, politely and safely (`thistledown.collect.fetch.WebFetcher`)."""

    def get(self, url: str) -> Fetched:
        """Fetch one address.

        Raises:
            FetchError: saying what was wrong and what to do.
        """
        ...


def _silent(_message: str) -> None:
    return None


def _nowhere(target: Target) -> Iterator[Found | Problem]:
    yield target.problem(
        "it lies inside a container that was read on its own", "use collect(), which opens both"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What a connector may use.

    Attributes:
        limits: upper bounds of this run.
        now: the clock; it returns an instant with its time zone.
        fetcher: gets addresses; None when this run may not use the network.
        mapping: the mapping file for CSV and JSON Lines records, where given.
        follow: whether a feed's entries are fetched too.
        say: takes one line of progress.
        open: takes in nested targets (attachments, records, listed addresses) with whichever connector fits;
            `collect` provides it.
    """

    limits: Limits = field(default_factory=Limits)
    now: Callable[[], datetime] = now
    fetcher: Fetcher | None = None
    mapping: Path | None = None
    follow: bool = False
    say: Callable[[str], None] = _silent
    open: Callable[[Target], Iterator[Found | Problem]] = _nowhere


@runtime_checkable
class Connector(Protocol):
    """One way in. A new one is one file with one small class that takes no arguments.

    It is found through the entry point group "thistledown.connectors" and must pass
    `tests/collect/conformance.py`. Bad input gives a `Problem`, not an exception.
    """

    @property
    def name(self) -> str:
        """Short and lasting; the custody log shows it."""
        ...

    @property
    def version(self) -> str:
        """Raised whenever the same bytes would give other reports."""
        ...

    def accepts(self, target: Target) -> bool:
        """Whether this connector is for that target; looks at `media_type` and at most at `head()`."""
        ...

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Yield what was found in the target; captures hold its bytes unchanged."""
        ...
