"""`thistledown export`."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Annotated, BinaryIO, cast

import typer

from thistledown.cli.options import AsOfOption, CasebookOption, JsonOption, moment, opened
from thistledown.cli.output import USAGE, count, err, fail, plain, progress, say_json


def run(
    form: Annotated[str, typer.Argument(metavar="FORMAT", help="csv, jsonl or geojson.")],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            help="File to write; left out: standard output.",
            dir_okay=False,
            show_default=False,
        ),
    ] = None,
    casebook: CasebookOption = None,
    as_of: AsOfOption = None,
    json: JsonOption = False,
) -> None:
    """Write claims (csv, jsonl) or events (geojson), each with its sources and who says so.

    Claims are given as they were read or coded, events as they were put together: without what analysts
    corrected, rejected, joined or named. `thistledown show EVENT --json` gives an event with all of that.

    With --json and --output a summary of what was written is printed.
    """
    from thistledown.publish.export import UnknownExportError, export

    try:
        chosen = export(form)
    except UnknownExportError as error:
        raise fail(str(error), USAGE) from None
    with opened(casebook) as book, progress(json) as shown:
        view = book.view(moment(as_of))
        task = shown.add_task("Writing", total=None)

        def tell(rows: int) -> None:
            shown.update(task, completed=rows)

        # In the log before the first byte leaves, as it cannot be taken back afterwards.
        book.log_use(view.captures(), "exported", f"export {chosen.name}")
        if output is None:
            rows = chosen.write(view, sys.stdout.buffer, progress=tell)
            sys.stdout.buffer.flush()
        else:
            with NamedTemporaryFile(dir=output.parent, prefix=f".{output.name}.", delete=False) as file:
                try:
                    rows = chosen.write(view, cast(BinaryIO, file), progress=tell)
                    os.chmod(file.name, 0o644)
                    os.replace(file.name, output)
                except BaseException:
                    Path(file.name).unlink(missing_ok=True)
                    raise
    if json and output is not None:
        say_json({"format": chosen.name, "rows": rows, "file": str(output)})
    else:
        err.print(
            f"{count(rows, chosen.subject.removesuffix('s'))} written"
            + (f" to {plain(output)}." if output else ".")
        )
