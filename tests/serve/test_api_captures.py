"""Captures are downloads, never pages; the log remembers who had them."""

import pytest
from serve_samples import HOSTILE_TEXT, TestClient

from thistledown.casebook.record import Casebook
from thistledown.serve.web import create_web


@pytest.fixture(scope="module")
def web(book: Casebook) -> TestClient:
    return TestClient(create_web(book), base_url="http://127.0.0.1")


@pytest.fixture(scope="module")
def sha256(book: Casebook) -> str:
    return next(one.sha256 for one in book.view().reports() if "hostile" in one.locator)


def test_bytes_come_as_a_file_that_nothing_renders(web, sha256) -> None:
    answer = web.get(f"/captures/{sha256}")
    assert answer.content == HOSTILE_TEXT.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment;")
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in answer.headers["content-security-policy"]
    assert answer.headers["cache-control"] == "no-store"


def test_each_download_is_logged_and_a_look_is_not(web, sha256) -> None:
    def log() -> list[str]:
        return [one["action"] for one in web.get(f"/api/captures/{sha256}").json()["custody"]]

    before = log()
    assert before[0] == "captured"
    web.head(f"/captures/{sha256}")
    assert log() == before
    web.get(f"/captures/{sha256}")
    assert log() == [*before, "read"]


def test_another_site_cannot_start_a_download(web, sha256) -> None:
    answer = web.get(f"/captures/{sha256}", headers={"sec-fetch-site": "cross-site"})
    assert answer.status_code == 403


@pytest.mark.parametrize("address", ["0" * 64, "short", "F" * 64, "..%2f..%2fetc"])
def test_what_is_no_capture_is_told(web, address) -> None:
    answer = web.get(f"/api/captures/{address}")
    assert answer.status_code == 404
    assert web.get(f"/captures/{'0' * 64}").status_code == 404
