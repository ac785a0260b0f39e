"""Adding reports over the API: pasted, as files, from addresses; hostile ones too."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from serve_samples import HOSTILE_TEXT, TestClient

from thistledown.casebook.record import Casebook, open_casebook
from thistledown.serve.api import add
from thistledown.serve.web import create_web

TEXT = (
    "Russia trained Malian soldiers to fly armed drones in June 2025, a newspaper said.\n\n"
    "Puntland forces seized drones from Islamic State fighters in Somalia."
)


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Casebook]:
    with open_casebook(tmp_path_factory.mktemp("add") / "desk", create=True, who="tester") as book:
        yield book


@pytest.fixture(scope="module")
def web(desk: Casebook) -> TestClient:
    return TestClient(create_web(desk), base_url="http://127.0.0.1")


def ended(web: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    """A job, waited for as a page does."""
    for _ in range(300):
        found = web.get(f"/api/jobs/{job['id']}").json()
        if found["state"] != "running":
            return found
        time.sleep(0.05)
    raise AssertionError("the job never ended")


def result(web: TestClient, job: dict[str, Any]) -> dict[str, Any]:
    found = ended(web, job)
    assert found["state"] == "done", found
    return found["result"]


def test_a_pasted_report_is_read_with_its_words_and_known_the_second_time(web, desk) -> None:
    told = {
        "text": TEXT,
        "title": "A test",
        "outlet": "Post",
        "url": "https://example.org/x",
        "published": "2025-07-01",
        "coder": "ana",
    }
    first = result(web, web.post("/api/add/text", json=told).json())
    assert (first["new"], first["known"], first["problems"]) == (1, 0, [])
    assert first["claims"] >= 1
    report = web.get("/api/add/reports", params={"ids": first["reports"]}).json()[0]
    assert report["report"]["title"] == "A test"
    assert report["total"] == first["claims"] == len(report["claims"])
    claim = report["claims"][0]
    assert claim["quote"] in TEXT
    assert {claim["quote"][one["start"] : one["end"]] for one in claim["marks"]}
    assert desk.view().report(first["reports"][0]).published is not None
    assert {row["who"] for row in desk.view().journal(2)} == {"ana"}
    again = result(web, web.post("/api/add/text", json=told).json())
    assert (again["new"], again["known"], again["reports"]) == (0, 1, first["reports"])


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"text": " \n"}, "no words"),
        ({"published": "last week"}, "YYYY"),
        ({"url": "javascript:alert(1)"}, "no address"),
    ],
)
def test_what_is_wrong_with_a_paste_is_told(web, changed, words) -> None:
    found = result(web, web.post("/api/add/text", json={"text": TEXT} | changed).json())
    assert found["reports"] == []
    assert words in str(found["problems"])
    codes = [one["code"] for one in found["problems"][0]["reasons"]]
    assert len(codes) == 2
    assert all(code.startswith("taking.") for code in codes)


def test_a_file_is_taken_in_under_its_own_name_and_leaves_nothing_behind(
    web, desk, monkeypatch, tmp_path
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    page = f"<html><head><title>Page</title></head><body><p>{TEXT}</p><script>alert(1)</script></body></html>"
    answer = web.post("/api/add/file", params={"name": "../../etc/page.html"}, content=page.encode())
    found = result(web, answer.json())
    assert (found["new"], found["problems"]) == (1, [])
    kept = desk.view().report(found["reports"][0])
    assert kept.locator == "page.html"
    assert "alert" not in (kept.text or "")
    assert list(tmp_path.iterdir()) == []


def test_hostile_files_are_told_of_and_harm_nothing(web, tmp_path, monkeypatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for name, content in {
        "broken.pdf": b"%PDF-1.7\n" + bytes(range(256)),
        "bomb.docx": b"PK\x03\x04" + b"\xff" * 400,
        "page\u202egnp.html": HOSTILE_TEXT.encode(),
        "nothing.bin": b"\x00\x01\x02" * 50,
    }.items():
        found = result(web, web.post("/api/add/file", params={"name": name}, content=content).json())
        assert found["problems"] or found["new"], name
        assert all(one["advice"] and str(tmp_path) not in str(one) for one in found["problems"])
    assert list(tmp_path.iterdir()) == []


def test_too_large_and_empty_files_are_refused(web, monkeypatch) -> None:
    monkeypatch.setattr(add, "UPLOAD_BYTES", 1_000)
    large = web.post("/api/add/file", params={"name": "a.txt"}, content=b"x" * 1_001)
    assert large.status_code == 400
    assert "thistledown add" in large.json()["told"]
    assert web.post("/api/add/file", params={"name": "a.txt"}, content=b"").status_code == 400


@pytest.mark.parametrize("url", ["/etc/passwd", "file:///etc/passwd", "ftp://example.org/x", "C:\\x"])
def test_only_web_addresses_are_fetched(web, url) -> None:
    assert web.post("/api/add/url", json={"url": url}).status_code == 400


def test_an_address_of_this_machine_is_not_fetched(web) -> None:
    found = result(web, web.post("/api/add/url", json={"url": "http://127.0.0.1:1/secret"}).json())
    assert found["reports"] == []
    assert found["problems"][0]["advice"]


def test_the_past_takes_nothing_in(web) -> None:
    assert web.post("/api/add/text?as_of=2025-01-01", json={"text": TEXT}).status_code == 400


def test_weighing_joins_what_was_added_to_events(web, desk) -> None:
    result(web, web.post("/api/add/text", json={"text": TEXT}).json())
    result(web, web.post("/api/add/weighing", json={}).json())
    assert desk.view().counts()["events"] > 0


def test_a_path_given_as_a_name_is_never_opened(web, desk) -> None:
    answer = web.post(
        "/api/add/file", params={"name": str(Path(__file__))}, content=b"Only these words. And more."
    )
    found = result(web, answer.json())
    for key in found["reports"]:
        assert "Only these words" in (desk.view().report(key).text or "")
