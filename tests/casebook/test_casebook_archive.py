"""The archive: immutable bytes by hash, whole or not there."""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thistledown.casebook.archive import Archive
from thistledown.casebook.errors import DamagedCaptureError, UnknownIdError
from thistledown.casebook.paths import CasebookPaths

EMPTY = hashlib.sha256(b"").hexdigest()


@pytest.fixture
def paths(tmp_path: Path) -> CasebookPaths:
    made = CasebookPaths(tmp_path)
    made.archive.mkdir()
    return made


@given(content=st.binary(max_size=300))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_bytes_come_back_as_they_were_under_their_hash(paths: CasebookPaths, content: bytes) -> None:
    archive = Archive(paths)
    sha256 = archive.put(content)
    assert sha256 == hashlib.sha256(content).hexdigest()
    assert archive.get(sha256) == content
    assert sha256 in archive
    assert sha256 in list(archive)


def test_a_kept_file_is_read_only_and_keeping_it_again_does_not_touch_it(paths: CasebookPaths) -> None:
    archive = Archive(paths)
    place = paths.capture(archive.put(b"words"))
    before = place.stat()
    assert stat.S_IMODE(before.st_mode) == 0o444
    archive.put(b"words")
    after = place.stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert list(paths.incoming.iterdir()) == []


@pytest.mark.parametrize("tampered", [b"wordz", b"", b"words and more"])
def test_changed_bytes_are_noticed_and_repaired_by_the_true_ones(
    paths: CasebookPaths, tampered: bytes
) -> None:
    archive = Archive(paths)
    sha256 = archive.put(b"words")
    place = paths.capture(sha256)
    place.chmod(0o644)
    place.write_bytes(tampered)
    with pytest.raises(DamagedCaptureError, match="changed after it was captured; restore it from a backup"):
        archive.get(sha256)
    assert archive.put(b"words") == sha256
    assert archive.get(sha256) == b"words"


def test_what_was_never_kept_is_unknown(paths: CasebookPaths) -> None:
    archive = Archive(paths)
    assert EMPTY not in archive
    with pytest.raises(UnknownIdError, match=EMPTY):
        archive.get(EMPTY)


@pytest.mark.parametrize(
    "name", ["", "../../etc/passwd", "A" * 64, "a" * 63, "a" * 65, "/" * 64, "..", "a" * 62 + "/.", "٣" * 64]
)
def test_security_only_a_hash_makes_a_path(paths: CasebookPaths, name: str) -> None:
    with pytest.raises(ValueError, match="is not a SHA-256"):
        paths.capture(name)
    with pytest.raises(ValueError, match="is not a SHA-256"):
        Archive(paths).get(name)


def test_a_write_that_fails_leaves_nothing_behind(
    paths: CasebookPaths, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    archive = Archive(paths)
    with pytest.raises(OSError, match="No space left"):
        archive.put(b"words")
    assert list(archive) == []
    assert list(paths.incoming.iterdir()) == []


def test_sweeping_removes_half_written_files_only(paths: CasebookPaths) -> None:
    archive = Archive(paths)
    assert archive.sweep() == 0
    sha256 = archive.put(b"words")
    (paths.incoming / "tmpabc").write_bytes(b"wor")
    assert list(archive) == [sha256]
    assert archive.sweep() == 0, "another intake may be writing it"
    for half in paths.incoming.iterdir():
        os.utime(half, (0, 0))
    assert archive.sweep() == 1
    assert archive.get(sha256) == b"words"
    assert archive.sweep() == 0
