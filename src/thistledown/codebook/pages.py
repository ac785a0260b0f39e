"""The codebook as people and programs read it: plain text, Markdown, JSON.

`python -m thistledown.codebook.pages > docs/codebook.md` writes the documentation page.
"""

from __future__ import annotations

import sys
import textwrap
from collections.abc import Iterator
from typing import Any

from thistledown.codebook.loader import Codebook, Section, Term, codebook

WIDTH = 100


def as_text(codebook: Codebook, section: str | None = None) -> str:
    """The codebook, or one section of it, as plain text for a terminal.

    Raises:
        KeyError: when there is no such section; the message lists them.
    """
    lines = [f"Codebook {codebook.version}"]
    for chosen in _chosen(codebook, section):
        lines += ["", chosen.title.upper(), chosen.question]
        if chosen.note:
            lines.append(_wrapped(chosen.note, ""))
        lines.append(_wrapped(f"Source: {chosen.source}", ""))
        for term in chosen.terms:
            lines += ["", _heading(term), _wrapped(term.definition, "  ")]
            for name, value in _particulars(term):
                lines.append(_wrapped(f"{name}: {value}", "  "))
            lines.append(_wrapped(f"Rule: {term.rule}", "  "))
            lines += [_wrapped(f"+ {sentence}", "  ", "    ") for sentence in term.positive]
            lines += [
                _wrapped(f"- {miss.text} -> {miss.instead.replace('`', '')}", "  ", "    ")
                for miss in term.negative
            ]
    return "\n".join(lines) + "\n"


def as_markdown(codebook: Codebook) -> str:
    """The whole codebook as a Markdown page."""
    lines = [
        "<!-- Made from data files: python -m thistledown.codebook.pages > docs/codebook.md -->",
        "",
        "# The codebook",
        "",
        f"Version {codebook.version}. Every claim remembers the version it was coded with. "
        "The examples are made up for this page and report nothing.",
        "",
        *(
            f"- [{section.title}](#{_anchor(section.title)}): {section.question}"
            for section in codebook.sections
        ),
    ]
    for section in codebook.sections:
        lines += ["", f"## {section.title}", "", f"*{section.question}*"]
        if section.note:
            lines += ["", section.note]
        lines += ["", f"Source: {section.source}"]
        for term in section.terms:
            lines += ["", f"### `{term.id}`: {term.label}", "", term.definition, ""]
            lines += [f"- **{name}:** {value}" for name, value in _particulars(term)]
            lines += [f"- **Rule:** {term.rule}", "", "It is:", ""]
            lines += [f"- {sentence}" for sentence in term.positive]
            lines += ["", "It is not:", ""]
            lines += [f"- {miss.text} → {miss.instead}" for miss in term.negative]
    lines += ["", "## Changes", ""]
    lines += [f"- {change.version} ({change.date}): {change.what}" for change in codebook.changes]
    return "\n".join(lines) + "\n"


def as_json(codebook: Codebook, section: str | None = None) -> dict[str, Any]:
    """The codebook, or one section of it, as plain values ready for `json.dumps`.

    Raises:
        KeyError: when there is no such section; the message lists them.
    """
    return {
        "version": codebook.version,
        "changes": [
            {"version": change.version, "date": change.date.isoformat(), "what": change.what}
            for change in codebook.changes
        ],
        "sections": {
            chosen.id: {
                "title": chosen.title,
                "question": chosen.question,
                "source": chosen.source,
                "note": chosen.note,
                "terms": [_term_json(term) for term in chosen.terms],
            }
            for chosen in _chosen(codebook, section)
        },
    }


def _chosen(codebook: Codebook, section: str | None) -> tuple[Section, ...]:
    return codebook.sections if section is None else (codebook.section(section),)


def _term_json(term: Term) -> dict[str, Any]:
    found: dict[str, Any] = {
        "id": term.id,
        "label": term.label,
        "definition": term.definition,
        "rule": term.rule,
        "positive": list(term.positive),
        "negative": [{"text": miss.text, "instead": miss.instead} for miss in term.negative],
    }
    if term.moves is not None:
        found |= {"moves": term.moves, "test": term.test}
    if term.low is not None:
        found |= {"low": term.low, "high": term.high, "also": list(term.also)}
    return found


def _particulars(term: Term) -> Iterator[tuple[str, str]]:
    if term.moves is not None and term.test is not None:
        yield "What moves", term.moves
        yield "Test", term.test
    if term.low is not None and term.high is not None:
        yield "Range", f"{round(term.low * 100)} to {round(term.high * 100)} in 100"
    if term.also:
        yield "Also", ", ".join(term.also)


def _heading(term: Term) -> str:
    return term.id if term.label.lower() == term.id else f"{term.id} ({term.label})"


def _wrapped(text: str, indent: str, hanging: str | None = None) -> str:
    return textwrap.fill(
        text,
        WIDTH,
        initial_indent=indent,
        subsequent_indent=indent if hanging is None else hanging,
        break_long_words=False,
        break_on_hyphens=False,
    )


def _anchor(title: str) -> str:
    return title.lower().replace(" ", "-")


if __name__ == "__main__":
    sys.stdout.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    sys.stdout.write(as_markdown(codebook()))
