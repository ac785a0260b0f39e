"""Network inference and back-tests on public data, read from shared/bench and never committed.

    python -m benchmarks.backtest --json

- NetRate's own benchmark (Gomez-Rodriguez et al.): Kronecker core-periphery net, 1,024 nodes, 1,001 cascades.
  F1 of links with a probability of one half or more; neither threshold nor number is taken from the truth.
  The sampler was built on nets of the same family with other seeds; this net was scored when it stood.
- SPID (Boehmke et al.): policies of American states first adopted since 1970, one year ahead, origins every
  two years from 1992 to 2012. The specification was frozen on the first seven origins (1992 to 2004);
  `spid_log_skill` is that of the four others. Ties: contiguity, and networks inferred from other policies.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np

from thistledown.spread.backtest.outcome import outcome
from thistledown.spread.backtest.rolling import roll
from thistledown.spread.backtest.table import read_adoptions, read_layer
from thistledown.spread.cascades import Cascades
from thistledown.spread.netrate import Links, NetRate

ROOT = Path(__file__).parents[1]
BENCH = ROOT.parent / "shared" / "bench"
NETRATE = BENCH / "netrate"
POLICIES = BENCH / "policies" / "policies.csv"
CONTIGUITY = Path(__file__).parent / "us_contiguity.csv"

FIRST_ADOPTED, ORIGINS, FROZEN = 1970, range(1992, 2013, 2), 7


def official_net() -> tuple[Cascades, set[tuple[int, int]]]:
    """The published cascades and the links that made them."""
    (cascades,) = NETRATE.glob("*-cascades.txt")
    (network,) = NETRATE.glob("*-network.txt")
    nodes, lines = _blocks(cascades)
    found = []
    for line in lines:
        values = np.array(line.rpartition(";")[2].split(","), dtype=np.float64)
        found.append((values[0::2].astype(np.int64), values[1::2]))
    links = {(int(a), int(b)) for a, b, *_ in (line.split(",") for line in _blocks(network)[1])}
    return Cascades.pack(nodes, found, horizon=10.0), links


def _blocks(path: Path) -> tuple[list[str], list[str]]:
    nodes, _, rest = path.read_text(encoding="utf-8").replace("\r", "").partition("\n\n")
    return [line for line in nodes.splitlines() if line.strip()], [
        line.strip() for line in rest.splitlines() if line.strip()
    ]


def _f1(links: Links, truth: set[tuple[int, int]]) -> float:
    hits = sum(pair in truth for pair in zip(links.source.tolist(), links.target.tolist(), strict=True))
    return 2 * hits / (len(links) + len(truth))


def netrate_scores() -> dict[str, float]:
    """F1 on the official net by sampling and by the maximum, and CPU seconds of the first after compiling."""
    cascades, truth = official_net()
    NetRate(sweeps=2).fit(cascades)
    start = time.process_time()
    links = NetRate().fit(cascades)
    seconds = time.process_time() - start
    return {
        "netrate_f1": round(_f1(links.above(0.5), truth), 4),
        "netrate_s": round(seconds, 3),
        "netrate_links": len(links.above(0.5)),
        "netrate_true_links": len(truth),
        "netrate_map_f1": round(_f1(NetRate("map").fit(cascades), truth), 4),
    }


def spid_scores() -> dict[str, Any]:
    """Skill against the base rate, on origins the specification was not chosen on and on those it was."""
    names = {"unit": "statenam", "capability": "policy", "year": "adopt_year"}
    table = read_adoptions(POLICIES, names, first=FIRST_ADOPTED)
    ties = [read_layer(CONTIGUITY, table.units)]
    scores: dict[str, Any] = {}
    for part, origins in (("spid", ORIGINS[FROZEN:]), ("spid_development", ORIGINS[:FROZEN])):
        run = roll(table, ties, origins=origins, horizons=(1, 3, 5), draws=60, told=_told)
        found = outcome(table, run)["horizons"]
        one = found["1"]["models"]
        scores |= {
            f"{part}_log_skill": round(one["full"]["log_skill"], 4),
            f"{part}_log_skill_by_year": [round(value, 4) for value in one["full"]["log_skill_by_year"]],
            f"{part}_brier_skill": round(one["full"]["brier_skill"], 4),
            f"{part}_ece": round(one["full"]["ece"], 4),
            f"{part}_rows": found["1"]["rows"],
            f"{part}_events": found["1"]["events"],
            f"{part}_ladder": {name: round(model["log_skill"], 4) for name, model in one.items()},
            f"{part}_log_skill_ahead": {
                years: round(value["models"]["full"]["log_skill"], 4) for years, value in found.items()
            },
        }
    return scores


def _told(done: int, whole: int) -> None:
    print(f"origin {done} of {whole}", file=sys.stderr)


def main() -> None:
    """Score what is there; say what is not."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--json", action="store_true", help="print one JSON object on one line")
    arguments = parser.parse_args()
    scores: dict[str, Any] = {}
    for folder, measure in ((NETRATE, netrate_scores), (POLICIES, spid_scores)):
        if folder.exists():
            scores |= measure()
        else:
            print(f"{folder} is not there: left out", file=sys.stderr)
    print(json.dumps(scores, indent=None if arguments.json else 2))


if __name__ == "__main__":
    main()
