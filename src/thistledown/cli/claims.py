"""A claim on the terminal."""

from __future__ import annotations

from thistledown.casebook.claim import Claim, Party
from thistledown.cli.output import out, plain
from thistledown.reading.confidence import needs_review


def print_claim(item: Claim, *, text: str = "", name: str = "") -> None:
    """Print a claim in a few lines: what, who, how sure, and the words it rests on."""
    who = f"{_names(item.providers) or '(not said)'} → {_names(item.recipients) or '(not said)'}"
    out.print(f"[bold]{item.kind.value}[/]  {plain(who)}" + (f"  [dim]{plain(name)}[/]" if name else ""))
    facts = [
        ", ".join(i.value for i in item.items),
        item.system.value if item.system else "",
        "pathway " + ", ".join(f"{p.value} {w:.0%}" for p, w in item.pathways),
        str(item.when) if item.when else "",
        _place(item),
    ]
    out.print("  " + plain("; ".join(fact for fact in facts if fact)))
    held = f", held by {' citing '.join(item.holders)}" if item.holders else ""
    flags = [item.modality.value, "did not happen" if item.polarity.value == "negative" else ""]
    flags.append("a general statement, not an event" if item.generic else "")
    flags.append("" if item.citation or not needs_review(item.confidence) else "for a person to check")
    out.print(
        "  " + plain(", ".join(flag for flag in flags if flag) + held + f"; confidence {item.confidence:.2f}")
    )
    if item.quote:
        out.print(f"  “{plain(item.quote)}”", style="italic")
    if text and item.spans:
        words = [
            f"{slot.value} “{span.of(text)}” {span.start}–{span.end}" for slot, span in item.spans.items()
        ]
        out.print("  [dim]" + plain("; ".join(words)) + "[/]")
    if item.citation:
        cited = item.citation
        out.print(f"  {plain(cited.publisher)}, {plain(cited.published or 'no date')}: {plain(cited.url)}")


def _names(parties: tuple[Party, ...]) -> str:
    return ", ".join(
        p.name + ("" if p.modality.value == "asserted" else f" ({p.modality.value})") for p in parties
    )


def _place(item: Claim) -> str:
    if item.where is None:
        return ""
    return ", ".join(part for part in (item.where.name, item.where.country) if part)
