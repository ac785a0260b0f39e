"""What polite fetching remembers between runs: bodies with their validators."""

from __future__ import annotations

import hashlib
import json
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile


@dataclass(frozen=True, slots=True)
class Kept:
    """An earlier answer.

    Attributes:
        etag: its ETag header, "" where it had none.
        modified: its Last-Modified header, "" where it had none.
        content_type: its Content-Type header.
        content: its body, content encoding undone.
    """

    etag: str
    modified: str
    content_type: str
    content: bytes


class FetchCache:
    """A folder with one file an address. A damaged file counts as absent."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def get(self, url: str) -> Kept | None:
        """The earlier answer for an address, if its file is whole."""
        try:
            head, _, content = self._place(url).read_bytes().partition(b"\n")
            kept = json.loads(head)
            if kept["url"] != url or hashlib.sha256(content).hexdigest() != kept["sha256"]:
                return None
            return Kept(str(kept["etag"]), str(kept["modified"]), str(kept["content_type"]), content)
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def put(self, url: str, kept: Kept) -> None:
        """Remember an answer.

        Raises:
            OSError: when the folder cannot be written.
        """
        head = json.dumps(
            {
                "url": url,
                "etag": kept.etag,
                "modified": kept.modified,
                "content_type": kept.content_type,
                "sha256": hashlib.sha256(kept.content).hexdigest(),
            }
        )
        place = self._place(url)
        place.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            try:
                file.write(head.encode() + b"\n" + kept.content)
                file.close()
                os.replace(file.name, place)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise

    def _place(self, url: str) -> Path:
        name = hashlib.sha256(url.encode()).hexdigest()
        return self._folder / name[:2] / name
