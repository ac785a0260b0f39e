"""Text from outside in its own direction: Arabic is set apart and cannot turn what stands around it."""

from __future__ import annotations

import unicodedata

from thistledown.cli.output import plain

# First strong isolate and its end: what stands between is laid out by itself (Unicode TR 9).
ISOLATE, END = "\u2068", "\u2069"
_RIGHT_TO_LEFT = ("R", "AL", "AN")


def runs_left(text: str) -> bool:
    """Whether a text holds letters that run from right to left."""
    return not text.isascii() and any(unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text)


def apart(text: object) -> str:
    """Text from outside for a terminal: harmless, and isolated where some of it runs from right to left."""
    said = str(text)
    return f"{ISOLATE}{plain(said)}{END}" if runs_left(said) else plain(said)
