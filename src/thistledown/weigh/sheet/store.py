"""A sheet on disk: a cache beside the record, made anew whenever it is of another state or form."""

from __future__ import annotations

import os
import zipfile
from dataclasses import fields
from pathlib import Path
from typing import Any

import numpy as np

from thistledown.weigh.sheet.sheet import Lists, Sheet
from thistledown.weigh.sheet.strings import Strings

# Changes whenever a column does; an older file is then no sheet.
FORM = 2


def save(sheet: Sheet, path: Path) -> None:
    """Write a sheet, whole or not at all."""
    arrays: dict[str, Any] = {"form": np.array(FORM)}
    for one in fields(Sheet):
        value = getattr(sheet, one.name)
        if isinstance(value, Strings):
            arrays[f"{one.name}.block"], arrays[f"{one.name}.ends"] = value.block, value.ends
        elif isinstance(value, Lists):
            arrays[f"{one.name}.start"], arrays[f"{one.name}.values"] = value.start, value.values
        else:
            arrays[one.name] = np.asarray(value)
    draft = path.with_name(f"{path.name}.new-{os.getpid()}")
    with draft.open("wb") as file:
        np.savez(file, **arrays)
    draft.replace(path)


def load(path: Path, entry: int | None = None) -> Sheet | None:
    """The sheet of a state of the record, or of any; None when there is none of that state and this form."""
    try:
        with np.load(path, allow_pickle=False) as file:
            of = int(file["entry"])
            if int(file["form"]) != FORM or entry not in (None, of):
                return None
            columns: dict[str, Any] = {}
            for one in fields(Sheet):
                if one.name == "entry":
                    columns[one.name] = of
                elif f"{one.name}.block" in file:
                    columns[one.name] = Strings(file[f"{one.name}.block"], file[f"{one.name}.ends"])
                elif f"{one.name}.start" in file:
                    columns[one.name] = Lists(file[f"{one.name}.start"], file[f"{one.name}.values"])
                else:
                    columns[one.name] = file[one.name]
            return Sheet(**columns)
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile):
        return None
