"""The figures of the casebook: set-up, demo, reading, crash safety, search.

    python -m benchmarks.casebook --json

Cold and warm are whole processes in a fresh clone: cold is the README's first command with a warm package
cache (without the pages), warm the same again. The reading speed is one process on the atlas's summaries
and on the same text repeated to 2,500 characters. Peers are named where there is one.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.casebook_search import search_latency
from benchmarks.kill import kill_series

ROOT = Path(__file__).parents[1]
SET_UP = "test -x .uv/bin/uv || python3 -m pip install --quiet --target .uv uv && .uv/bin/uv run"


def fresh_clone() -> dict[str, Any]:
    """Time the first command in a fresh clone, cold and warm; megabytes of the installed environment."""
    with tempfile.TemporaryDirectory(prefix="thistledown-clone-") as folder:
        clone = Path(folder) / "clone"
        subprocess.run(["git", "clone", "--quiet", str(ROOT), str(clone)], check=True)
        environment = {key: value for key, value in os.environ.items() if not key.startswith("VIRTUAL_ENV")}
        times = []
        for _ in range(2):
            began = time.perf_counter()
            subprocess.run(
                ["/bin/sh", "-c", f"{SET_UP} thistledown demo --no-serve"],
                cwd=clone,
                env=environment,
                check=True,
                stdout=subprocess.DEVNULL,
            )
            times.append(round(time.perf_counter() - began, 2))
        said = subprocess.run(
            [".uv/bin/uv", "run", "thistledown", "demo", "--no-serve", "--json"],
            cwd=clone,
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout
        return {
            "demo_cold_s": times[0],
            "demo_warm_s": times[1],
            "install_mb": round(_size(clone / ".venv") / 1e6, 1),
            "summary": json.loads(said),
        }


def reading_speed() -> dict[str, float]:
    """Documents a second on one core after warming up: the summaries, and 2,500 characters of them."""
    from thistledown.codebook.atlas import atlas
    from thistledown.reading.reader import reader

    summaries = [event.summary for event in atlas()]
    joined = " ".join(summaries)
    pages = [joined[start : start + 2500] for start in range(0, len(joined) - 2500, 2500)]
    found = {}
    for name, texts in (("read_docs_per_s", summaries), ("read_docs_2500_per_s", pages)):
        reader().read_report(texts[0], language="en")
        best = min(_timed(texts) for _ in range(3))
        found[name] = round(len(texts) / best, 1)
    return found


def import_seconds() -> float:
    """Seconds that `import thistledown` adds to a bare interpreter: the median of seven."""
    code = "import time; t = time.perf_counter(); import thistledown; print(time.perf_counter() - t)"
    runs = sorted(
        float(subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout)
        for _ in range(7)
    )
    return round(runs[3], 4)


def _timed(texts: Sequence[str]) -> float:
    from thistledown.reading.reader import reader

    began = time.process_time()
    for text in texts:
        reader().read_report(text, language="en")
    return time.process_time() - began


def _size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file() and not path.is_symlink())


def measure(claims: int, kills: int) -> dict[str, Any]:
    """All figures, in the order of the issue that asked for them."""
    clone = fresh_clone()
    summary = clone.pop("summary")
    slots = {
        slot: round(count["agree"] / count["of"], 3)
        for slot, count in summary["agreement"].items()
        if count["of"]
    }
    with tempfile.TemporaryDirectory(prefix="thistledown-kill-") as work:
        killed = kill_series(Path(work), kills=kills)
    found = search_latency(claims)
    return {
        "demo_cold_s": clone["demo_cold_s"],
        "demo_warm_s": clone["demo_warm_s"],
        "install_mb": clone["install_mb"],
        "atlas_events": summary["events"],
        "atlas_citations": summary["citations"],
        **reading_speed(),
        "slot_agreement": slots,
        "kills": killed.kills,
        "lost": killed.lost,
        "doubled": killed.doubled,
        "search_claims": claims,
        "search_p50_ms_1m_claims": found["p50_ms"],
        "search_p95_ms_1m_claims": found["p95_ms"],
        "import_s": import_seconds(),
        "processors": os.cpu_count(),
        "free_disk_gb": round(shutil.disk_usage(ROOT).free / 1e9),
    }


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks.casebook",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--claims", type=int, default=1_000_000, help="claims in the searched casebook")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    asked = parser.parse_args(arguments)
    figures = measure(asked.claims, asked.kills)
    if asked.json:
        print(json.dumps(figures))
    else:
        for name, value in figures.items():
            print(f"{name:28}{value}")


if __name__ == "__main__":
    main()
