"""How far two coders agree: `python gold/agreement.py [LANGUAGE…] [--json]`.

The second coder's files are in `second/`, for some of the documents of `source/`. Prints, for each language
and for all, claim F1 at the levels of `thistledown evaluate` and Krippendorff's alpha for kind, modality and
pathway; writes every disagreement to `disagreements.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from authored import HERE, LANGUAGES, read_authored
from compiled import compiled

from thistledown.casebook.claim import Claim
from thistledown.reading.evaluation.alignment import Alignment, align
from thistledown.reading.evaluation.comparison import same_sentence
from thistledown.reading.evaluation.gold import GoldDocument, document_from_json
from thistledown.reading.evaluation.mistakes import facts, marked, mistakes
from thistledown.reading.evaluation.scoreboard import Evaluation
from thistledown.weigh.alpha import alpha

_LEVELS = ("f1_kind_sentence", "f1_actors", "f1_actors_strict", "f1_full", "f1_full_overlap")
NONE = "no claim"


class AgreementError(ValueError):
    """A file cannot be compared: which, why, what to do."""


def documents(path: Path) -> dict[str, GoldDocument]:
    """The documents of a source file by id.

    Raises:
        AgreementError: when the file does not pass `gold/check.py`.
    """
    authored, findings = read_authored(path)
    wrong = [finding for finding in findings if finding.error]
    if wrong:
        raise AgreementError(
            f"{path.parent.name}/{path.name}, line {wrong[0].line}: {wrong[0].where}: {wrong[0].what} "
            f"({len(wrong)} errors; see python gold/check.py)"
        )
    return {row.id: document_from_json(compiled(row), f"{path.name}, line {row.line}") for row in authored}


def aligned(first: Path, second: Path) -> tuple[list[Alignment], int]:
    """The twice-coded documents with the claims of both coders paired, and how many documents there are.

    Raises:
        AgreementError: when a file is wrong, or a document of the second file is not in the first.
    """
    ours, theirs = documents(first), documents(second)
    for id, document in theirs.items():
        if id not in ours or ours[id].text != document.text:
            raise AgreementError(
                f"second/{second.name}: {id} is not in source/{first.name} with the same text"
            )
    return [align(ours[id], document.claims) for id, document in sorted(theirs.items())], len(ours)


def coded_twice(alignment: Alignment) -> list[tuple[Claim | None, Claim | None]]:
    """Claims of both coders side by side: pairs, then leftovers of one sentence, then what stands alone."""
    pairs: list[tuple[Claim | None, Claim | None]] = [
        (alignment.gold[pair.gold], alignment.read[pair.read]) for pair in alignment.pairs
    ]
    answered = {pair.gold for pair in alignment.pairs}
    left = alignment.invented
    for index, claim in enumerate(alignment.gold):
        if index in answered:
            continue
        other = next((found for found in left if same_sentence(claim, found)), None)
        if other is not None:
            left.remove(other)
        pairs.append((claim, other))
    return [*pairs, *((None, claim) for claim in left)]


def agreement(alignments: Sequence[Alignment], whole: int) -> dict[str, Any]:
    """The numbers for some documents.

    `alpha_kind`, `alpha_modality` and `alpha_pathway` are over claims that both coders made of one sentence,
    whatever kind each gave them; `alpha_kind_with_none` also counts a claim that only one coder made, against
    the code "no claim".
    """
    both = [pair for alignment in alignments for pair in coded_twice(alignment)]
    matched = [(one, other) for one, other in both if one is not None and other is not None]
    numbers = Evaluation(alignments, draws=1).as_json()
    return {
        "documents": len(alignments),
        "share_of_documents": round(len(alignments) / whole, 4) if whole else None,
        "claims_first": sum(len(alignment.gold) for alignment in alignments),
        "claims_second": sum(len(alignment.read) for alignment in alignments),
        "claims_matched": len(matched),
        **{name: numbers[name] for name in _LEVELS},
        "alpha_kind": _alpha((one.kind, other.kind) for one, other in matched),
        "alpha_modality": _alpha((one.modality, other.modality) for one, other in matched),
        "alpha_pathway": _alpha((one.pathway, other.pathway) for one, other in matched),
        "alpha_kind_with_none": _alpha(
            (one.kind if one else NONE, other.kind if other else NONE) for one, other in both
        ),
    }


def _alpha(units: Iterable[tuple[str, str]]) -> float | None:
    found = alpha(units)
    return None if found is None else round(found, 4)


def disagreements(language: str, alignments: Sequence[Alignment]) -> list[str]:
    """Every disagreement of a language as Markdown lines."""
    lines = [f"## {language}", ""]
    for alignment in alignments:
        for found in mistakes(alignment):
            lines += [f"### {found.document}: {', '.join(found.slots) or found.sort.value}", ""]
            for name, claim in (("first", found.gold), ("second", found.read)):
                said = _quoted(marked(claim, found.text)) if claim else "*no such claim*"
                lines.append(f"- {name}: {said}")
            one, other = (facts(claim) if claim else {} for claim in (found.gold, found.read))
            lines += [
                f"- {slot}: {one.get(slot) or '–'} | {other.get(slot) or '–'}"
                for slot in one or other
                if one.get(slot, "") != other.get(slot, "")
            ]
            lines.append("")
    return lines


def _quoted(words: str) -> str:
    return "`" + words.replace("`", "'").replace("\n", " ") + "`"


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description="How far two coders of the gold set agree.")
    parser.add_argument("languages", nargs="*", metavar="LANGUAGE")
    parser.add_argument("--json", action="store_true", help="end with one JSON object")
    given = parser.parse_args()
    wanted = given.languages or [name for name in LANGUAGES if (HERE / "second" / f"{name}.jsonl").is_file()]
    found: dict[str, list[Alignment]] = {}
    wholes: dict[str, int] = {}
    try:
        for language in wanted:
            name = f"{language}.jsonl"
            found[language], wholes[language] = aligned(HERE / "source" / name, HERE / "second" / name)
    except (AgreementError, OSError) as error:
        print(f"Not done: {error}", file=sys.stderr)
        return 1
    every = [alignment for alignments in found.values() for alignment in alignments]
    numbers = {
        **agreement(every, sum(wholes.values())),
        "per_language": {name: agreement(part, wholes[name]) for name, part in found.items()},
    }
    lines = ["<!-- Made by python gold/agreement.py -->", "", "# Where two coders differ", ""]
    for language, alignments in found.items():
        lines += disagreements(language, alignments)
    if not given.languages:
        (HERE / "disagreements.md").write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")
    if given.json:
        print(json.dumps(numbers, ensure_ascii=False))
        return 0
    for name, part in (("all", numbers), *numbers["per_language"].items()):
        print(
            name + ": " + ", ".join(f"{key} {value}" for key, value in part.items() if key != "per_language")
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
