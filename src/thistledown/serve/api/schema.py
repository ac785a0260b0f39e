"""`python -m thistledown.serve.api.schema`: the API's OpenAPI schema, from which the client is generated."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

from thistledown.casebook.record import open_casebook
from thistledown.serve.web import create_web


def schema_text() -> str:
    """The schema as JSON, the same for every casebook."""
    place = tempfile.TemporaryDirectory()
    with place as folder, open_casebook(Path(folder) / "schema.casebook", create=True) as book:
        return json.dumps(create_web(book).openapi(), ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    print(schema_text(), end="")
