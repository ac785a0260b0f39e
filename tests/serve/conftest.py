"""A casebook with shipped atlas events, reports in three scripts, and a hostile page."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serve_samples import TestClient, fill

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.codebook.atlas import atlas
from thistledown.serve.web import create_web


@pytest.fixture(scope="session")
def book(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    """A casebook with twelve atlas events; tests only read it, or add to its logs."""
    folder: Path = tmp_path_factory.mktemp("serve") / "casebook"
    with open_casebook(folder, create=True, name="Test <casebook>", who="tester") as opened:
        fill(opened, list(atlas())[:12])
        yield opened


@pytest.fixture(scope="session")
def client(book: Casebook) -> TestClient:
    return TestClient(create_web(book), base_url="http://127.0.0.1", raise_server_exceptions=True)
