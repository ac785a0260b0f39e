"""The application: its commands, its exit codes, and what it does with errors."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from thistledown import __version__
from thistledown.cli import (
    actors,
    add,
    agreement,
    assess,
    codebook,
    demo,
    doctor,
    echoes,
    evaluate,
    events,
    explain,
    export,
    init,
    judge,
    log,
    read,
    review,
    search,
    serve,
    show,
    sources,
    spread,
    undo,
    weigh,
)
from thistledown.cli.output import DONE, FAILED, err, plain

EPILOG = (
    "Exit codes: 0 done, 1 not done, 2 wrong usage, 3 done in part (some input could not be taken in; "
    "the rest was)."
)

app = typer.Typer(
    name="thistledown",
    help="From public reports to a cited record of how armed-drone know-how spreads.",
    epilog=EPILOG,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"thistledown {__version__}")
        raise typer.Exit


@app.callback()
def start(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """From public reports to a cited record of how armed-drone know-how spreads."""


for verb in (
    init,
    add,
    read,
    show,
    search,
    log,
    export,
    codebook,
    doctor,
    serve,
    demo,
    explain,
    evaluate,
    echoes,
    assess,
    review,
    judge,
    undo,
    agreement,
    weigh,
):
    app.command(epilog=EPILOG)(verb.run)
    app.registered_commands[-1].name = verb.__name__.rpartition(".")[2]


app.add_typer(actors.app, name="actors", epilog=EPILOG)
app.add_typer(events.app, name="events", epilog=EPILOG)
app.add_typer(sources.app, name="sources", epilog=EPILOG)
app.add_typer(spread.app, name="spread", epilog=EPILOG)


def main() -> None:
    """Run the command line; errors we know become one plain line and exit code 1."""
    from thistledown.casebook.errors import CasebookError
    from thistledown.codebook.loader import CodebookError
    from thistledown.codebook.shipped import ShippedDataError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        app()
    except (CasebookError, CodebookError, ShippedDataError) as error:
        err.print(f"[bold red]Not done:[/] {plain(error)}")
        sys.exit(FAILED)
    except SystemExit as stop:
        if not isinstance(stop.__context__, BrokenPipeError):
            raise
        # The reader of our output went away (`| head`): nothing is wrong. What is still to be flushed
        # must go somewhere, or the interpreter complains on its way out.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.__stdout__.fileno() if sys.__stdout__ else 1)
        sys.exit(DONE)
    except OSError as error:
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        err.print(f"[bold red]Not done:[/] {plain(what)}; check the name, the disk and your permissions")
        sys.exit(FAILED)
