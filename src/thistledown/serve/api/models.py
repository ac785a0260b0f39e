"""Models of the casebook, each worked out once for a state of the record."""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from thistledown.serve.api.jobs import Job

# Newest journal entry, date as known on, and which model.
Key = tuple[int, str | None, str]
# As many dates as an analyst compares.
ROOM = 4


@dataclass(slots=True)
class Models:
    """What was worked out, and what is being worked on; hold `lock` while looking."""

    results: dict[Key, Any] = field(default_factory=dict)
    jobs: dict[Key, Job] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def forget(self, keys: set[Key]) -> None:
        """Drop the oldest of these until there is room for one more."""
        for key in [one for one in self.results if one in keys][: max(0, len(keys) - ROOM + 1)]:
            del self.results[key]
            self.jobs.pop(key, None)
