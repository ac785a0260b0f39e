"""The numbers of an evaluation in plain words, and each error with its text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from thistledown.cli.output import count, out, plain

if TYPE_CHECKING:
    from thistledown.reading.evaluation.calibration import Bin
    from thistledown.reading.evaluation.mistakes import Mistake

_LEVELS = (
    ("kind_sentence", "kind and sentence"),
    ("actors", "+ provider and recipient"),
    ("actors_strict", "  the same, strictly"),
    ("full", "+ every slot and span"),
    ("full_overlap", "  the same, spans loosely"),
)


def print_scoreboard(numbers: Mapping[str, Any], bins: Sequence[Bin]) -> None:
    """Print everything that one evaluation found."""
    from thistledown.reading.evaluation.reliability_plot import bars

    languages = numbers["per_language"]
    out.print(
        f"{count(numbers['documents'], 'document')} in {plain(', '.join(languages))}: "
        f"{count(numbers['gold_claims'], 'claim')} in gold, {numbers['read_claims']} read. "
        f"{numbers['repeats']} of gold only repeat another one that was found, and are not counted as missed."
    )
    _print_levels(numbers)
    if len(languages) > 1:
        _print_languages(languages)
    _print_slots(numbers)
    _print_modality(numbers)
    _print_gravest(numbers)
    out.print("\n[bold]Confidence[/] (right: kind, sentence, both parties and modality agree)")
    out.print(
        f"  expected calibration error {_span(numbers, 'ece', 3)}; Brier score {_value(numbers['brier'], 3)}"
    )
    for line in bars(bins):
        out.print("  " + plain(line))
    for row in numbers["thresholds"]:
        out.print(
            f"  at {row['confidence']:.2f} or more: {count(row['claims'], 'claim')}, "
            f"right {_value(row['precision'])}, of gold found {_value(row['recall'])}"
        )


def _print_levels(numbers: Mapping[str, Any]) -> None:
    out.print(f"\n[bold]{'Claims':<27}{'F1':>5}   {'95 %':<13}{'precision':>9}{'recall':>8}[/]")
    for name, words in _LEVELS:
        low_high = numbers["intervals"][f"f1_{name}"]
        spread = f"{low_high[0]:.3f}–{low_high[1]:.3f}" if low_high else "–"
        out.print(
            f"{words:<26} {_value(numbers[f'f1_{name}'], 3):>5}  {spread:<13}"
            f"{_value(numbers[f'precision_{name}'], 3):>9}{_value(numbers[f'recall_{name}'], 3):>9}"
        )


def _print_languages(languages: Mapping[str, Mapping[str, Any]]) -> None:
    out.print(
        f"\n[bold]{'Language':<10}{'documents':>9}{'gold':>6}{'read':>6}{'kind':>8}{'actors':>8}{'full':>8}"
        f"{'ECE':>8}{'denied as fact':>16}[/]"
    )
    for name, part in languages.items():
        out.print(
            f"{plain(name):<10}{part['documents']:>9}{part['gold_claims']:>6}{part['read_claims']:>6}"
            f"{_value(part['f1_kind_sentence'], 3):>8}{_value(part['f1_actors'], 3):>8}"
            f"{_value(part['f1_full'], 3):>8}{_value(part['ece'], 3):>8}{part['denied_as_asserted']:>16}"
        )


def _print_slots(numbers: Mapping[str, Any]) -> None:
    out.print(f"\n[bold]{'Slots of claims found':<27}{'precision':>9}{'recall':>8}{'F1':>7}[/]")
    for name, found in numbers["slots"].items():
        out.print(
            f"{name:<27}{_value(found['precision']):>9}{_value(found['recall']):>8}{_value(found['f1']):>7}"
        )


def _print_modality(numbers: Mapping[str, Any]) -> None:
    table = numbers["confusion"]
    names = list(table)
    out.print("\n[bold]Modality of gold (rows) as read (columns)[/]")
    out.print(" " * 12 + "".join(f"{name:>12}" for name in names))
    for name in names:
        out.print(f"{name:<12}" + "".join(f"{table[name][read] or '·':>12}" for read in names))


def _print_gravest(numbers: Mapping[str, Any]) -> None:
    negatives, seen, unseen = numbers["negatives"], numbers["seen"], numbers["unseen"]
    out.print("\n[bold]What must not happen, and other checks[/]")
    for words, value in (
        (
            "denied or foretold, read as fact",
            f"{numbers['denied_as_asserted']}, or as reported by somebody {numbers['denied_as_happened']} "
            f"in all (gold has {numbers['denied_gold']})",
        ),
        (
            "alleged, read as fact",
            f"{_span(numbers, 'alleged_as_asserted', 3)}, of {numbers['alleged_answered']} found",
        ),
        ("did it happen: read the other way", _span(numbers, "polarity_flip_rate", 3)),
        ("spans that are exact", _value(numbers["span_exact"], 4)),
        (
            "documents without claims where one was read",
            f"{negatives['with_claims']} of {negatives['documents']} ({count(negatives['claims'], 'claim')})",
        ),
        ("found, all actors in the registry", _group(seen)),
        ("found, some actor not in it", _group(unseen)),
    ):
        out.print(f"{words:<45}{value}")


def _group(group: Mapping[str, Any]) -> str:
    return (
        f"{_value(group['recall_kind_sentence'])}, with actors {_value(group['recall_actors'])}, "
        f"of {count(group['gold_claims'], 'claim')}"
    )


def _value(value: float | None, digits: int = 2) -> str:
    return "–" if value is None else f"{value:.{digits}f}"


def _span(numbers: Mapping[str, Any], name: str, digits: int) -> str:
    low_high = numbers["intervals"][name]
    spread = f" ({low_high[0]:.{digits}f}–{low_high[1]:.{digits}f})" if low_high else ""
    return _value(numbers[name], digits) + spread


def print_mistake(mistake: Mistake) -> None:
    """Print one error: the sentence with its slots marked, and gold and read side by side."""
    from thistledown.reading.evaluation.mistakes import facts, marked

    head = f"[bold]{mistake.sort.value}[/]  {plain(mistake.document)}"
    out.print(head + (f"  [dim]{plain(', '.join(mistake.slots))}[/]" if mistake.slots else ""))
    for name, claim in (("gold", mistake.gold), ("read", mistake.read)):
        if claim is not None:
            out.print(f"  {name}: {plain(marked(claim, mistake.text))}")
    gold = facts(mistake.gold) if mistake.gold else {}
    read = facts(mistake.read) if mistake.read else {}
    width = max((len(value) for value in gold.values()), default=0)
    for name in gold or read:
        mine, theirs = gold.get(name, ""), read.get(name, "")
        if mine or theirs:
            mark = "*" if gold and read and mine != theirs else " "
            out.print(f"  {mark} {name:<10}{plain(mine.ljust(min(width, 48)))}  {plain(theirs)}".rstrip())
    if mistake.read is not None:
        out.print(f"    because   {plain('; '.join(mistake.read.reasons))}")
        out.print(f"    confidence {mistake.read.confidence:.2f}")
    out.print()


def mistake_json(mistake: Mistake) -> dict[str, Any]:
    """One error as an object for scripts."""
    from thistledown.reading.evaluation.mistakes import marked

    return {
        "error": mistake.sort.value,
        "document": mistake.document,
        "slots": list(mistake.slots),
        **{
            name: None if claim is None else {**claim.as_json(), "marked": marked(claim, mistake.text)}
            for name, claim in (("gold", mistake.gold), ("read", mistake.read))
        },
    }
