"""Reasons over the API: codes with values, which the interface words in the reader's language."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from thistledown.codebook import reason


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason to be worded.

    Attributes:
        code: the key of its wording, such as `why.limit`.
        values: what the wording names: text as the record has it, numbers, other reasons, or a row of them.
    """

    code: str
    values: dict[str, str | int | float | Reason | tuple[Reason, ...]]

    @classmethod
    def of(cls, told: reason.Reason) -> Reason:
        """A reason as the API gives it."""
        return cls(told.code, {name: _value(value) for name, value in told.values.items()})


def _value(value: reason.Value) -> str | int | float | Reason | tuple[Reason, ...]:
    if isinstance(value, tuple):
        return reasons(value)
    return Reason.of(value) if isinstance(value, reason.Reason) else value


def reasons(told: Iterable[reason.Reason]) -> tuple[Reason, ...]:
    """Reasons as the API gives them."""
    return tuple(Reason.of(one) for one in told)
