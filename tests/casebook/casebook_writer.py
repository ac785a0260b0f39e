"""A process of its own that writes to a casebook: `python casebook_writer.py CASEBOOK FIRST LAST`."""

from __future__ import annotations

import sys
from pathlib import Path

from casebook_samples import found, words_coder

from thistledown.casebook.record import open_casebook


def main() -> None:
    folder, first, last = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    print("ready", flush=True)
    sys.stdin.readline()
    with open_casebook(folder, create=True, who=f"writer {first}") as casebook:
        for n in range(first, last):
            casebook.take_in(found(f"Report {n}: a drone, another drone.", f"/reports/{n}"))
            if n % 5 == 0:
                words_coder(casebook)
        words_coder(casebook)


if __name__ == "__main__":
    main()
