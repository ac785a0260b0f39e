"""What an export is, and the exports there are.

An export turns a view of the record into one file. It reads in chunks, writes as it reads, keeps the order
of ids, and so gives the same bytes for the same view. Every row names its sources, their grades and who
says so. Claims are given as they were read or coded and events as they were put together; judgements of
analysts are not laid over them. No export carries the name of a report's author; the record holds none.

Another package adds an export with an entry point of the group `thistledown.exports` whose value is a
class (or a function) that gives an `Export` when called without arguments.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib.metadata import entry_points
from typing import BinaryIO, Protocol, runtime_checkable

from thistledown.casebook.clock import stamp
from thistledown.casebook.errors import CasebookError
from thistledown.casebook.view import View

GROUP = "thistledown.exports"

Progress = Callable[[int], None]


@runtime_checkable
class Export(Protocol):
    """One file format of what the record says.

    Attributes:
        name: what a person types: letters, digits and hyphens ("csv").
        media_type: of the file written.
        suffix: of its file name, with the dot.
        subject: what one row is: "claims" or "events".
        title: one sentence for a person who has to choose.
    """

    name: str
    media_type: str
    suffix: str
    subject: str
    title: str

    def write(self, view: View, out: BinaryIO, *, progress: Progress | None = None) -> int:
        """Write the view to `out` and return the number of rows.

        Args:
            view: the record as known on a date.
            out: a binary file open for writing; it is left open.
            progress: called now and then with the number of rows written so far.
        """
        ...


class UnknownExportError(CasebookError):
    """No export has this name."""


def exports() -> Mapping[str, Export]:
    """All exports by name: the built-in ones, then those of installed packages.

    Raises:
        CasebookError: when an installed package offers an export that is none, or takes a name that is
            taken; the message names the entry point.
    """
    from thistledown.publish.csv import CsvExport
    from thistledown.publish.geojson import GeoJsonExport
    from thistledown.publish.jsonl import JsonLinesExport

    found: dict[str, Export] = {}
    for built_in in (CsvExport(), JsonLinesExport(), GeoJsonExport()):
        found[built_in.name] = built_in
    for point in sorted(entry_points(group=GROUP), key=lambda item: item.name):
        made = point.load()()
        if not isinstance(made, Export):
            raise CasebookError(
                f"{point.value}, installed as the export {point.name!r}, is no export; "
                "uninstall its package or ask its makers for a version that fits"
            )
        if made.name in found and type(made) is not type(found[made.name]):
            raise CasebookError(
                f"{point.value} wants to be the export {made.name!r}, which there is already; "
                "uninstall one of the two packages"
            )
        found[made.name] = made
    return found


def export(name: str) -> Export:
    """One export by name.

    Raises:
        UnknownExportError: when there is none; the message lists those there are.
    """
    known = exports()
    if name not in known:
        raise UnknownExportError(f"there is no export {name!r}; choose one of {', '.join(sorted(known))}")
    return known[name]


def as_of_text(view: View) -> str | None:
    """The date of "as known on", as exports write it; None for now: equal records give equal files."""
    return None if view.as_of.moment is None else stamp(view.as_of.moment)
