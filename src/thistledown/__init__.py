"""Thistledown: from public reports to a cited record of how armed-drone know-how spreads.

The names below are the public face and are loaded when first used; everything else may move.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from thistledown.casebook.claim import Citation as Citation
    from thistledown.casebook.claim import Claim as Claim
    from thistledown.casebook.claim import Party as Party
    from thistledown.casebook.place import Place as Place
    from thistledown.casebook.record import Casebook as Casebook
    from thistledown.casebook.record import open_casebook as open_casebook
    from thistledown.casebook.span import Span as Span
    from thistledown.casebook.when import When as When
    from thistledown.reading.reader import read as read

__version__ = "0.1.0"

_HOMES = {
    "Casebook": "thistledown.casebook.record",
    "Citation": "thistledown.casebook.claim",
    "Claim": "thistledown.casebook.claim",
    "Party": "thistledown.casebook.claim",
    "Place": "thistledown.casebook.place",
    "Span": "thistledown.casebook.span",
    "When": "thistledown.casebook.when",
    "open_casebook": "thistledown.casebook.record",
    "read": "thistledown.reading.reader",
}

__all__ = [
    "Casebook",
    "Citation",
    "Claim",
    "Party",
    "Place",
    "Span",
    "When",
    "open_casebook",
    "read",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'thistledown' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
