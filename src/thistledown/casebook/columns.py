"""Column types for text from anywhere: what no store can hold is replaced on its way in, one for one."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator

_SURROGATE = re.compile("[\ud800-\udfff]")


def storable(text: str) -> str:
    """The text as every engine can hold it: NUL becomes a space, half a surrogate pair becomes U+FFFD.

    Each is one code point for one, so spans stay true; and a space is as wide as NUL in every encoding,
    so offset maps stay true.
    """
    if text.isascii():
        return text if "\0" not in text else text.replace("\0", " ")
    return _SURROGATE.sub("\ufffd", text.replace("\0", " "))


def _bound(value: Any) -> Any:
    return storable(value) if isinstance(value, str) else value


class Line(TypeDecorator[str]):
    """Short text of a stated greatest length."""

    impl = String
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Make values storable."""
        return _bound


class Prose(TypeDecorator[str]):
    """Text of any length."""

    impl = Text
    cache_ok = True

    def bind_processor(self, dialect: Dialect) -> Callable[[Any], Any]:
        """Make values storable."""
        return _bound
