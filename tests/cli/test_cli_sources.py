"""`thistledown sources`: register, grade, list, and take back."""

import pytest
from cli_runner import thistledown

REPORT = """---
url: https://sahel-post.example/news/1
source: Sahel Post
---
Russia trained Malian soldiers to fly armed drones in June 2025.
"""
BARE = "Puntland forces seized drones from Islamic State fighters in Somalia.\n"


def sources(book, *arguments):
    return thistledown("sources", *arguments, "--casebook", book)


@pytest.fixture
def read(book, tmp_path):
    """A casebook with a report of an outlet that nobody knows."""
    path = tmp_path / "one.md"
    path.write_text(REPORT, encoding="utf-8")
    assert thistledown("add", path, "--casebook", book, "--offline").code == 0
    assert thistledown("weigh", "--casebook", book).code == 0
    return book


def add(book, *more, name="Sahel Post", grade="B"):
    return sources(book, "add", name, "--grade", grade, "--why", "corrects its errors", *more)


def unknown(book):
    return [row for row in sources(book, "list", "--json").rows if not row["registered"]]


def chance(book):
    return thistledown("assess", "--json", "--casebook", book).rows[0]["probability"]


def test_an_outlet_nobody_knows_is_listed_registered_graded_and_let_go_again(read):
    (before,) = unknown(read)
    assert (before["host"], before["reports"], before["claims"]) == ("sahel-post.example", 1, 1)
    assert "not registered  Sahel Post" in sources(read, "list").out
    doubtful = chance(read)

    done = add(
        read, "--url", "sahel-post.example", "--country", "MLI", "--owner", "independent", "--json"
    ).row
    assert (done["id"], done["reports"]) == ("sahel-post", 1)
    assert unknown(read) == []
    assert chance(read) > doubtful
    held = sources(read, "show", "sahel-post", "--json").row
    assert (held["grade"], held["reports"], held["claims"], held["owner"]) == ("B", 1, 1, "independent")
    assert held["low"] < held["right"] < held["high"]
    assert len(held["newest"]) == 1

    good = chance(read)
    worse = sources(read, "grade", "sahel-post", "e", "--why", "made one up", "--json").row
    assert worse["before"] == "B"
    assert chance(read) < good
    assert "no longer holds" in sources(read, "show", "sahel-post").out
    assert thistledown("undo", worse["entry"], "--casebook", read).code == 0
    assert chance(read) == good

    assert thistledown("undo", done["entry"], "--casebook", read).code == 0
    assert unknown(read) == [before]
    assert chance(read) == doubtful
    assert sources(read, "show", "sahel-post").code == 1
    # An id that was retired is not given twice; the undone one can still come back.
    assert add(read, "--url", "sahel-post.example", "--json").row["id"] == "sahel-post-2"


def test_a_channel_goes_before_its_platform_and_leaves_other_channels_alone(book, tmp_path):
    for number, channel in enumerate(("sahelwatch", "sahelwatcher")):
        path = tmp_path / f"{number}.md"
        path.write_text(REPORT.replace("sahel-post.example/news", f"t.me/{channel}") + f"{number}\n")
        assert thistledown("add", path, "--casebook", book, "--offline").code == 0
    done = add(
        book,
        "--url",
        "t.me/SahelWatch",
        "--kind",
        "account",
        name="Sahel Watch",
        grade="C",
    )
    assert done.code == 0
    assert sources(book, "show", "sahel-watch", "--json").row["reports"] == 1
    assert sources(book, "show", "telegram", "--json").row["reports"] == 1


def test_a_report_without_address_and_outlet_is_given_by_its_id(book, tmp_path):
    path = tmp_path / "bare.txt"
    path.write_text(BARE, encoding="utf-8")
    assert thistledown("add", path, "--casebook", book, "--offline").code == 0
    from thistledown.casebook.record import open_casebook

    with open_casebook(book) as opened:
        (report,) = opened.view().reports()
    assert add(book, "--report", report.id, name="Field notes of the desk").code == 0
    held = sources(book, "show", "field-notes-of-the-desk", "--json").row
    assert held["newest"][0]["id"] == report.id


REFUSED = [
    (("--grade", "Q", "--why", "x"), "no grade"),
    (("--grade", "B", "--why", " "), "reason"),
    (("--grade", "B", "--why", "x", "--url", "https://www.reuters.com"), "already"),
    (("--grade", "B", "--why", "x", "--url", "nonsense"), "no address"),
    (("--grade", "B", "--why", "x", "--kind", "rumour"), "choose one of"),
    (("--grade", "B", "--why", "x", "--owner", "me"), "choose one of"),
    (("--grade", "B", "--why", "x", "--country", "France"), "three capital letters"),
    (("--grade", "B", "--why", "x", "--report", "none"), "none"),
]


@pytest.mark.parametrize(("arguments", "said"), REFUSED)
def test_what_cannot_be_registered_is_refused_with_what_to_do(book, arguments, said):
    done = sources(book, "add", "A paper", *arguments)
    assert done.code == 1
    assert said in done.err
    assert sources(book, "show", "a-paper").code == 1


def test_a_name_or_address_is_registered_once(book):
    assert add(book, "--url", "https://one.example").code == 0
    assert "already" in add(book).err
    assert "already" in add(book, "--url", "one.example", name="Another").err
    assert "reuters" in sources(book, "list", "--all", "--limit", "5000").out
