"""Every figure of weighing in one object.

    python -m benchmarks.weighing --json
    python -m benchmarks.weighing --json --chains FILE.jsonl    and chains of your own, never committed

Echo scores are of the frozen test half of gold/echoes, which no author of the engine has read, and of the
development half beside it. The parts run by themselves too: `python -m benchmarks.echoes`, `.assessment`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from benchmarks.assessment import world_scores
from benchmarks.echoes import echo_scores, measured, read_chains

GOLD = Path(__file__).parents[1] / "gold" / "echoes"


STORED, NEW = 100_000, 3_000


def figures(chains: list[Path]) -> dict[str, Any]:
    """Echo scores, speed and growth of the echo index, and assessments in made-up worlds."""
    print("echo chains", file=sys.stderr)
    development = read_chains([GOLD / "dev" / "chains.jsonl"])
    found: dict[str, Any] = dict(echo_scores(read_chains([GOLD / "test" / "chains.jsonl"])))
    found["echo_pair_f1"] = found.pop("pair_f1")
    found["development"] = echo_scores(development)
    if chains:
        found["own_chains"] = echo_scores(read_chains(chains))
    print("intake and growth", file=sys.stderr)
    found |= measured([str(row["text"]) for row in development], STORED, NEW)
    print("made-up worlds", file=sys.stderr)
    found |= world_scores()
    return found


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.add_argument("--chains", type=Path, action="append", default=[], help="further chains")
    arguments = parser.parse_args()
    print(json.dumps(figures(arguments.chains), indent=None if arguments.json else 2))


if __name__ == "__main__":
    main()
