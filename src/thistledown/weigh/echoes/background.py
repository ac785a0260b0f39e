"""How often stems, names and numbers are met in texts of this field, so that shared rare ones weigh more.

The table `background.tsv` counts reports, not words: `python -m thistledown.weigh.echoes.background
gold/dev/*.jsonl` makes it from the reading room's development reports. It is fixed on purpose: the
probability of a pair then depends on the pair alone, not on what else is stored.
"""

from __future__ import annotations

import json
import math
import sys
from collections import Counter
from functools import cache
from pathlib import Path

TABLE = Path(__file__).with_name("background.tsv")


@cache
def background() -> tuple[int, dict[str, int]]:
    """How many reports were counted, and in how many each key was met (twice or more)."""
    if not TABLE.is_file():
        return 500, {}
    with TABLE.open(encoding="utf-8") as handle:
        total = int(next(handle))
        pairs = (line.rstrip("\n").rpartition("\t") for line in handle)
        return total, {key: int(count) for key, _, count in pairs}


def weight(kind: str, name: str) -> float:
    """Nats of surprise that a report of this field has the key of this name (`k:bmk`).

    Words are compared within their language.
    """
    total, counts = background()
    if kind == "w":
        # Seven languages share the table about evenly.
        total //= 7
    return max(0.0, math.log((total + 1) / (counts.get(name, 0) + 0.5)))


def count_reports(lines: list[tuple[str, str]]) -> tuple[int, Counter[str]]:
    """Reports counted and the keys in them; `lines` holds language and text."""
    from thistledown.weigh.echoes.signature import key_names

    counts: Counter[str] = Counter()
    for language, text in lines:
        counts.update(key_names(text, language))
    return len(lines), counts


def main(paths: list[str]) -> None:
    """Write the table."""
    lines = []
    for path in paths:
        for line in Path(path).read_text(encoding="utf-8").splitlines():
            record = json.loads(line)
            lines.append((record["language"], record["text"]))
    total, counts = count_reports(lines)
    kept = sorted((key, number) for key, number in counts.items() if number > 1)
    body = "".join(f"{key}\t{number}\n" for key, number in kept)
    TABLE.write_text(f"{total}\n{body}", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
