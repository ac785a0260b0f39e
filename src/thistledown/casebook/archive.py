"""The bytes we keep: one immutable file a capture, named by its SHA-256."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

from thistledown.casebook.errors import DamagedCaptureError, UnknownIdError
from thistledown.casebook.paths import CasebookPaths

# A capture is written in seconds; what has lain still for this long was left by a run that is gone.
_ABANDONED_S = 3600


class Archive:
    """Captured bytes by hash. A file appears under its final name only when it is whole and on disk."""

    def __init__(self, paths: CasebookPaths) -> None:
        self._paths = paths

    def put(self, content: bytes) -> str:
        """Keep bytes; return their SHA-256.

        Keeping the same bytes again changes nothing, or repairs a file that was damaged since.
        """
        sha256 = hashlib.sha256(content).hexdigest()
        place = self._paths.capture(sha256)
        if place.exists() and place.read_bytes() == content:
            return sha256
        self._paths.incoming.mkdir(parents=True, exist_ok=True)
        if not place.parent.exists():
            place.parent.mkdir(parents=True, exist_ok=True)
            _sync_folder(place.parent.parent)
            _sync_folder(self._paths.archive)
        with NamedTemporaryFile(dir=self._paths.incoming, delete=False) as file:
            try:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
                os.chmod(file.name, 0o444)
                os.replace(file.name, place)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise
        _sync_folder(place.parent)
        return sha256

    def get(self, sha256: str) -> bytes:
        """Read a capture back, checked against its name.

        Raises:
            UnknownIdError: when no such capture is kept.
            DamagedCaptureError: when the bytes no longer fit the name.
        """
        place = self._paths.capture(sha256)
        try:
            content = place.read_bytes()
        except FileNotFoundError:
            raise UnknownIdError(f"the archive has no capture {sha256} (looked at {place})") from None
        if hashlib.sha256(content).hexdigest() != sha256:
            raise DamagedCaptureError(
                f"{place} was changed after it was captured; restore it from a backup, then run "
                "`thistledown doctor` again"
            )
        return content

    def __contains__(self, sha256: str) -> bool:
        return self._paths.capture(sha256).exists()

    def __iter__(self) -> Iterator[str]:
        """Every kept hash, in order."""
        for path in sorted(self._paths.archive.glob("[0-9a-f][0-9a-f]/[0-9a-f][0-9a-f]/*")):
            if len(path.name) == 64:
                yield path.name

    def sweep(self) -> int:
        """Remove half-written files of interrupted runs; return how many.

        Only files untouched for an hour: a younger one may belong to another intake that is running.
        """
        swept = 0
        for path in self._paths.incoming.glob("*"):
            try:
                if time.time() - path.stat().st_mtime > _ABANDONED_S:
                    path.unlink()
                    swept += 1
            except FileNotFoundError:
                continue
        return swept


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
