"""Answers of models kept on disk, so that the same question is asked once."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from tempfile import NamedTemporaryFile

_LONGEST = 1_000_000


def default_folder() -> Path:
    """The folder for answers under the user's cache folder (XDG Base Directory)."""
    given = os.environ.get("XDG_CACHE_HOME", "")
    base = Path(given) if given and Path(given).is_absolute() else Path.home() / ".cache"
    return base / "thistledown" / "proposer"


def key_of(*parts: str) -> str:
    """SHA-256 over what was asked: model, version of the prompt, what was said about the text, the text."""
    digest = hashlib.sha256()
    for part in parts:
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big"))
        digest.update(encoded)
    return digest.hexdigest()


class AnswerCache:
    """A folder with one file an answer, readable by its owner only. A damaged file counts as absent."""

    def __init__(self, folder: Path | None = None) -> None:
        """Keep answers in a folder; left out: under the user's cache folder."""
        self._folder = folder or default_folder()

    def get(self, key: str) -> str | None:
        """The answer kept under a key, if its file is whole."""
        place = self._place(key)
        try:
            if place.stat().st_size > _LONGEST:
                return None
            kept = json.loads(place.read_text(encoding="utf-8"))
            answer = kept["answer"]
            whole = isinstance(answer, str) and kept["sha256"] == _digest(answer) and kept["key"] == key
        except (OSError, ValueError, KeyError, TypeError, RecursionError):
            return None
        return answer if whole else None

    def put(self, key: str, answer: str) -> None:
        """Keep an answer, whole or not at all.

        Raises:
            OSError: when the folder cannot be written.
        """
        place = self._place(key)
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        written = json.dumps({"key": key, "sha256": _digest(answer), "answer": answer})
        with NamedTemporaryFile(dir=place.parent, delete=False) as file:
            try:
                file.write(written.encode("ascii"))
                file.close()
                os.replace(file.name, place)
            except BaseException:
                Path(file.name).unlink(missing_ok=True)
                raise

    def _place(self, key: str) -> Path:
        return self._folder / key[:2] / f"{key}.json"


def _digest(answer: str) -> str:
    return hashlib.sha256(answer.encode("utf-8", "surrogatepass")).hexdigest()
