"""Every figure of the spread model in one object, peers measured in the same run.

    python -m benchmarks.spread --json            all; some twenty minutes on two cores
    python -m benchmarks.spread --only backtest   one part: simulation, hazard, backtest, import

The parts run by themselves too: `python -m benchmarks.simulation`, `.hazard`, `.backtest`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

PARTS = ("simulation", "hazard", "backtest", "import")


def _simulation() -> dict[str, Any]:
    return _of("benchmarks.simulation")


def _hazard() -> dict[str, Any]:
    return _of("benchmarks.hazard")


def _backtest() -> dict[str, Any]:
    return _of("benchmarks.backtest")


def _of(module: str) -> dict[str, Any]:
    # A process of its own: what one part has compiled or cached must not help another.
    done = subprocess.run(
        [sys.executable, "-m", module, "--json"], stdout=subprocess.PIPE, text=True, check=True
    )
    found: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def _import() -> dict[str, Any]:
    """Seconds to import the package in a fresh process, the least of five."""
    code = "import time; start = time.perf_counter(); import thistledown; print(time.perf_counter() - start)"
    times = [float(subprocess.check_output([sys.executable, "-c", code], text=True)) for _ in range(5)]
    return {"import_s": round(min(times), 4)}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    parser.add_argument("--only", choices=PARTS, action="append", help="measure this part only")
    arguments = parser.parse_args()
    measures: dict[str, Callable[[], dict[str, Any]]] = {
        "simulation": _simulation,
        "hazard": _hazard,
        "backtest": _backtest,
        "import": _import,
    }
    found: dict[str, Any] = {}
    for name in arguments.only or PARTS:
        print(f"measuring {name}", file=sys.stderr)
        found |= measures[name]()
    print(json.dumps(found, indent=None if arguments.json else 2))


if __name__ == "__main__":
    main()
