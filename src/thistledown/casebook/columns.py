"""Column types for text from anywhere: what no store can hold is replaced on its way in, one for one."""

from __future__ import annotations

import re
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
        return text.replace("\0", " ")
    return _SURROGATE.sub("\ufffd", text.replace("\0", " "))


class Line(TypeDecorator[str]):
    """Short text of a stated greatest length."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Make the value storable."""
        return storable(value) if isinstance(value, str) else value


class Prose(TypeDecorator[str]):
    """Text of any length."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> Any:
        """Make the value storable."""
        return storable(value) if isinstance(value, str) else value
