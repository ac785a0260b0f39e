"""Lines of evidence by short names: L1 is the first line of an event, L2 the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.weigh.line import Line


def line_names(lines: Sequence[Line]) -> dict[str, str]:
    """The name of each line by its origin."""
    return {line.origin: f"L{place}" for place, line in enumerate(lines, 1)}


def origins_named(names: Iterable[str], lines: Sequence[Line]) -> tuple[str, ...]:
    """The origins of lines that are named by L1, L2 … or by one of their pages, each once.

    Raises:
        UnknownIdError: when a name is none of a line; the message says which there are.
    """
    by_name = {name.casefold(): origin for origin, name in line_names(lines).items()}
    by_page = {page: line.origin for line in lines for page in line.pages}
    found = []
    for name in names:
        origin = by_name.get(name.casefold()) or by_page.get(name)
        if origin is None:
            raise UnknownIdError(FAILURE("no_line", name=name[:80], n=len(lines)))
        found.append(origin)
    return tuple(dict.fromkeys(found))
