"""The one place that finds the shipped data folder."""

from __future__ import annotations

from functools import cache
from pathlib import Path

PACKAGE_FILE = "datapackage.json"


class ShippedDataError(FileNotFoundError):
    """The data folder, or a file in it, is not where an installation or a checkout keeps it."""


@cache
def shipped_folder() -> Path:
    """The shipped data folder: `thistledown/data` of an installation, `data` of a checkout.

    Raises:
        ShippedDataError: when neither is there.
    """
    package = Path(__file__).resolve().parents[1]
    # The checkout comes second: site-packages has no `data` two folders up, a checkout no package data.
    places = (package / "data", package.parents[1] / "data")
    for folder in places:
        if (folder / PACKAGE_FILE).is_file():
            return folder
    looked = " and ".join(str(place) for place in places)
    raise ShippedDataError(
        f"no shipped data folder with a {PACKAGE_FILE} (looked at {looked}); "
        "install thistledown again, or restore data/ in your checkout"
    )


def shipped(name: str) -> Path:
    """The path of one shipped file, such as `actors.csv`.

    Raises:
        ValueError: when the name is more than a file name.
        ShippedDataError: when there is no such file.
    """
    if name != Path(name).name or name in ("", ".", ".."):
        raise ValueError(f"{name!r} is not a file name; give one like 'actors.csv', without folders")
    path = shipped_folder() / name
    if not path.is_file():
        raise ShippedDataError(
            f"the shipped data folder {path.parent} has no {name}; install thistledown again"
        )
    return path
