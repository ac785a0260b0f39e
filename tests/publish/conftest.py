"""One casebook for the export tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from publish_samples import fill

from thistledown.casebook.record import Casebook, open_casebook


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    folder = tmp_path_factory.mktemp("publish") / "casebook"
    with open_casebook(folder, create=True, who="tester-login") as book:
        fill(book, [row["source_id"] for row in book.view().sources()[:2]])
        yield book
