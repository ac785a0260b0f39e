"""A reason as a code with its values, so that it can be told in any language; English comes with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TypeAlias, Union

Value: TypeAlias = Union[str, int, float, "Reason", tuple["Reason", ...]]

# "{n|one page|{n} pages}": the first form for one, the other for any other number.
_PLURAL = re.compile(r"\{(\w+)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\|([^|{}]*(?:\{\w+\}[^|{}]*)*)\}")


@dataclass(frozen=True, slots=True)
class Reason:
    """Why something is as it is, or what was done.

    Attributes:
        code: the key of its wording, such as `why.limit`; the interface has one in each of its languages.
        values: what the wording names: text as the record has it, numbers, other reasons, or a row of them.
        english: the wording in English, with its values.
    """

    code: str
    values: Mapping[str, Value]
    english: str

    def __str__(self) -> str:
        return self.english


@dataclass(frozen=True, slots=True)
class Sentences:
    """The English wordings of one area, by code.

    Attributes:
        area: what their codes begin with.
        wordings: by code; `{name}` stands for a value, `{n|one page|{n} pages}` chooses by number.
    """

    area: str
    wordings: Mapping[str, str] = field(default_factory=dict)

    def __call__(self, code: str, **values: Value) -> Reason:
        """The reason of a code, with its values.

        Raises:
            KeyError: when there is no such code, or its wording names a value that is not given.
        """
        told = {name: _english(value) for name, value in values.items()}
        chosen = self.wordings[code]
        if "|" in chosen:
            chosen = _PLURAL.sub(lambda found: found[2] if told[found[1]] == 1 else found[3], chosen)
        # Values are put in once and never read as wordings themselves.
        return Reason(f"{self.area}.{code}", values, chosen.format_map(told))


def _english(value: Value) -> str | int | float:
    if isinstance(value, tuple):
        return ", ".join(one.english for one in value)
    return value.english if isinstance(value, Reason) else value


def term_reason(section: str, value: str, english: str) -> Reason:
    """A word of the codebook inside a reason; its code is that of the term's label."""
    return Reason(f"terms.{section}.{value}", {}, english)
