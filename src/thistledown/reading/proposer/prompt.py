"""What a model is asked: the words of `prompt.toml` with the document fenced off as data."""

from __future__ import annotations

import hashlib
import json
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Prompt:
    """The shipped prompt.

    Attributes:
        version: the version the file states, with a short hash of what it and the schema say.
        system: instructions, with their braces.
        user: frame of the document, with its braces.
        schema: JSON schema of the answer.
    """

    version: str
    system: str
    user: str
    schema: dict[str, Any]

    def messages(self, text: str, *, language: str, published: date | None) -> list[dict[str, str]]:
        """The messages of one request. The same arguments give the same messages."""
        fence = fence_for(text)
        # The text goes in last and by position, so that braces in it are never filled.
        head, _, tail = self.user.replace("{fence}", fence).partition("{text}")
        head = head.replace("{language}", language).replace("{published}", str(published or "unknown"))
        schema = json.dumps(self.schema, separators=(",", ":"))
        system = self.system.replace("{fence}", fence).replace("{schema}", schema)
        return [
            {"role": "system", "content": system.strip()},
            {"role": "user", "content": f"{head.lstrip()}{text}{tail.rstrip()}"},
        ]


def fence_for(text: str) -> str:
    """A line that does not occur in the text, worked out from the text itself.

    Who writes the text cannot close the fence: it would have to hold a hash of itself. No chance is
    involved, so the same text is always asked in the same words.
    """
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    fence = f"=====DOCUMENT-{digest[:24]}====="
    while fence in text:
        digest = hashlib.sha256(digest.encode()).hexdigest()
        fence = f"=====DOCUMENT-{digest[:24]}====="
    return fence


@lru_cache(maxsize=1)
def prompt() -> Prompt:
    """The shipped prompt."""
    written = (_HERE / "prompt.toml").read_bytes()
    schema = (_HERE / "schema.json").read_bytes()
    raw = tomllib.loads(written.decode("utf-8"))
    mark = hashlib.sha256(written + b"\0" + schema).hexdigest()[:12]
    return Prompt(f"{raw['version']}-{mark}", raw["system"], raw["user"], json.loads(schema))
