"""Folders, with everything below them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from thistledown.casebook.report import Found, Problem
from thistledown.collect.connector import FOLDER, Context, Target


class FolderConnector:
    """Takes a folder: its files in the order of their names, then its folders; hidden ones are skipped."""

    name = "folder"
    version = "1"

    def accepts(self, target: Target) -> bool:
        """Folders."""
        return target.media_type == FOLDER

    def collect(self, target: Target, context: Context) -> Iterator[Found | Problem]:
        """Whatever the files give; one problem for each thing that cannot be opened."""
        if target.path is None:
            yield target.problem("it is a folder inside of something", "unpack it and add the folder")
            return
        root = target.path.resolve()
        taken = 0
        for found in _walk(target.path, root, (root,)):
            if isinstance(found, Problem):
                yield found
                continue
            taken += 1
            if taken > context.limits.folder_files:
                yield target.problem(
                    f"the folder has more than {context.limits.folder_files:,} files",
                    "add its parts one by one",
                )
                return
            try:
                inner = Target.of_path(found)
            except OSError as error:
                yield Problem(
                    locator=str(found),
                    what=f"it cannot be read ({error.strerror})",
                    advice="check that you may read it",
                )
                continue
            context.say(str(found))
            yield from context.open(inner)
        if not taken:
            yield target.problem("the folder has no files", "check that it is the right one")


def _walk(folder: Path, root: Path, above: tuple[Path, ...]) -> Iterator[Path | Problem]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(
            locator=str(folder),
            what=f"the folder cannot be opened ({error.strerror})",
            advice="check that you may read it",
        )
        return
    folders: list[Path] = []
    for entry in entries:
        if entry.name.startswith("."):
            continue
        path = Path(entry.path)
        try:
            real = path.resolve() if entry.is_symlink() else path
            if entry.is_symlink() and not real.is_relative_to(root):
                yield Problem(
                    locator=entry.path,
                    what="it is a link that leads out of the folder",
                    advice="add the file it leads to by its own name",
                )
            elif entry.is_dir():
                folders.append(path)
            elif entry.is_file():
                yield path
            else:
                yield Problem(
                    locator=entry.path,
                    what="it is neither a file nor a folder, or a link that leads nowhere",
                    advice="remove it, or ignore this line",
                )
        except OSError as error:
            yield Problem(
                locator=entry.path,
                what=f"it cannot be looked at ({error.strerror})",
                advice="check that you may read it",
            )
    for inner in folders:
        real = inner.resolve()
        if real not in above:
            yield from _walk(inner, root, (*above, real))
