"""`thistledown codebook`."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from thistledown.cli.options import JsonOption
from thistledown.cli.output import USAGE, fail, say_json


def run(
    section: Annotated[
        str | None,
        typer.Argument(metavar="[SECTION]", help="One section: kinds, items, systems, pathways, modalities…"),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Print the codebook: every term with its definition, decision rule, examples and near misses."""
    from thistledown.codebook.loader import codebook
    from thistledown.codebook.pages import as_json, as_text

    try:
        if json:
            say_json(as_json(codebook(), section))
        else:
            sys.stdout.write(as_text(codebook(), section).rstrip() + "\n")
    except KeyError as error:
        raise fail(str(error.args[0]), USAGE) from None
