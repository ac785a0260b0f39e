"""Check what a gold writer wrote: `python gold/check.py fr [--partial] [--second]`."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from authored import HERE, LANGUAGES, Authored, Finding, read_authored, tally
from likeness import alike

from thistledown.codebook.terms import Kind, Modality
from thistledown.reading.evaluation.bodies import actors_named

LEAST_DOCUMENTS = 60
LEAST_WITH_DRONE = 20
_KINDS = {
    "use": 20, "transfer": 22, "training": 18, "acquisition": 9, "seizure": 10, "recruitment": 8,
    "sighting": 5, "production": 5, "policy": 3,
}  # fmt: skip
_MODALITIES = {
    "asserted": 45,
    "reported": 20,
    "alleged": 12,
    "speculated": 6,
    "denied": 9,
    "forecast": 8,
}
_DRONES = (
    *("drone", "dron", "uav", "uas", "vant", "quadcopter", "fpv", "unmanned", "multirotor"),
    *("дрон", "бпла", "беспилот", "безпілот", "квадрокоптер"),
    *("مسير", "درون", "طائرة بدون", "طائرات بدون"),
)


def whole_file(documents: list[Authored], partial: bool) -> Iterator[Finding]:
    """What holds for a file as a whole: counts, shares, copies."""
    relevant = [d for d in documents if d.relevant]
    negative = [d for d in documents if not d.relevant]
    if not partial:
        for name, found in (("relevant", relevant), ("negative", negative)):
            for half in (False, True):
                there = sum(d.for_test is half for d in found)
                if there < LEAST_DOCUMENTS // 2:
                    side = "even (test)" if half else "odd (dev)"
                    yield Finding(
                        0, "", f"{there} {name} documents with {side} numbers; {LEAST_DOCUMENTS // 2} needed"
                    )
        with_drone = sum(any(word in d.row["text"].casefold() for word in _DRONES) for d in negative)
        if with_drone < LEAST_WITH_DRONE:
            yield Finding(
                0, "", f"{with_drone} negative documents have a drone word; {LEAST_WITH_DRONE} needed"
            )
        counts = tally(documents)
        for key, wanted in (("kind", _KINDS), ("modality", _MODALITIES)):
            total = sum(counts[key].values()) or 1
            for name, share in wanted.items():
                got = 100 * counts[key][name] / total
                if counts[key][name] == 0:
                    yield Finding(0, "", f"no claim with {key} {name}; write some (about {share} %)")
                elif not share / 2 <= got <= share * 1.6 + 2:
                    yield Finding(
                        0, "", f"{key} {name}: {got:.0f} % of claims, about {share} % wanted", False
                    )
        generic = sum(c["generic"] for d in relevant for c in d.row["claims"])
        if not generic:
            yield Finding(0, "", "no generic claim; write some (about 4 %)", False)
    for one, other, index in alike({d.id: d.row["text"] for d in documents}):
        yield Finding(
            0, "", f"{one} and {other} share {index:.0%} of their five-word runs; rewrite one of them"
        )


def table(documents: list[Authored]) -> None:
    """Print what is there so far."""
    halves = Counter((d.relevant, d.for_test) for d in documents)
    print(
        f"documents: relevant {halves[True, False]} dev + {halves[True, True]} test, "
        f"negative {halves[False, False]} dev + {halves[False, True]} test"
    )
    for key, found in tally(documents).items():
        total = sum(found.values()) or 1
        terms = {"kind": Kind, "modality": Modality}.get(key)
        order = [t.value for t in terms] if terms else [name for name, _ in found.most_common()]
        print(
            f"{key}: "
            + ", ".join(f"{name} {found[name]} ({100 * found[name] / total:.0f} %)" for name in order)
        )
    names = {
        name.strip()
        for document in documents
        for claim in document.row["claims"]
        for key in ("provider_name", "recipient_name")
        for name in (claim[key] or "").split(";")
        if name.strip() and not actors_named(name.strip())
    }
    print(f"names not in the registry (strangers, or written otherwise there): {'; '.join(sorted(names))}")
    about = sum(d.row["about"] != "invented" for d in documents if d.relevant)
    print(f"relevant documents about events of the atlas: {about}")


def check(path: Path, *, partial: bool, second: bool) -> int:
    """Print every finding of a file; 0 when there is no error."""
    if not path.is_file():
        print(f"{path}: there is no such file; write it first", file=sys.stderr)
        return 1
    documents, findings = read_authored(path)
    if second:
        findings += second_findings(path, documents)
    else:
        findings += whole_file(documents, partial)
    for finding in findings:
        sort = "error" if finding.error else "advice"
        line = f":{finding.line}" if finding.line else ""
        print(f"{path.name}{line}: {sort}: {finding.where + ': ' if finding.where else ''}{finding.what}")
    table(documents)
    errors = sum(f.error for f in findings)
    print(f"{errors} errors, {len(findings) - errors} pieces of advice")
    return 1 if errors else 0


def second_findings(path: Path, documents: list[Authored]) -> Iterator[Finding]:
    """What holds for a second coder's file: the same texts under the same ids, enough of them."""
    first, _ = read_authored(HERE / "source" / path.name)
    texts = {d.id: d.row["text"] for d in first}
    for document in documents:
        if document.id not in texts:
            yield Finding(document.line, "id", f"{document.id} is not in source/{path.name}")
        elif texts[document.id] != document.row["text"]:
            yield Finding(document.line, "text", f"differs from source/{path.name}; copy it unchanged")
    if len(documents) < 0.3 * len(first):
        yield Finding(0, "", f"{len(documents)} of {len(first)} documents coded twice; 30 % needed")


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("language", choices=LANGUAGES)
    parser.add_argument("--partial", action="store_true", help="still being written: skip counts and shares")
    parser.add_argument("--second", action="store_true", help="check the second coder's file")
    given = parser.parse_args()
    folder = HERE / ("second" if given.second else "source")
    return check(folder / f"{given.language}.jsonl", partial=given.partial, second=given.second)


if __name__ == "__main__":
    sys.exit(main())
