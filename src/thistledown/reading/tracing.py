"""What the reader weighed for each claim, kept only while somebody asks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass

from thistledown.casebook.span import Span
from thistledown.codebook.terms import Kind


@dataclass(frozen=True, slots=True)
class Weighed:
    """The features of one claim when its confidence was worked out.

    Attributes:
        kind: what happened.
        trigger: where its trigger stands.
        features: name to value, as `confidence.toml` weighs them.
    """

    kind: Kind
    trigger: Span
    features: Mapping[str, float]


_listener: ContextVar[list[Weighed] | None] = ContextVar("listener", default=None)


@contextmanager
def tracing() -> Iterator[list[Weighed]]:
    """Collect what is weighed in this thread or task until the block ends."""
    heard: list[Weighed] = []
    token = _listener.set(heard)
    try:
        yield heard
    finally:
        _listener.reset(token)


def note(kind: Kind, trigger: Span, features: Mapping[str, float]) -> None:
    """Tell whoever is tracing what a claim's confidence is made of."""
    heard = _listener.get()
    if heard is not None:
        heard.append(Weighed(kind, trigger, dict(features)))
