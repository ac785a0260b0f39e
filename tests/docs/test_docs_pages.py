"""Links resolve, generated pages are current, and what is stated twice is stated alike."""

import re
import tomllib

import pytest
import yaml
from command_line_page import PAGE, help_of, page, verbs
from pages import PAGES, ROOT, name_of

import thistledown
from thistledown.collect.limits import Limits
from thistledown.publish.csv import COLUMNS

_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)


def anchors(text):
    heads = re.findall(r"^#+ (.+)$", _FENCE.sub("", text), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.strip().lower()).replace(" ", "-") for head in heads}


@pytest.mark.parametrize("path", PAGES, ids=name_of)
def test_links_inside_the_repository_resolve(path):
    text = _FENCE.sub("", path.read_text(encoding="utf-8"))
    broken = []
    for link in _LINK.findall(text):
        if re.match(r"[a-z]+:", link):
            continue
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        there = target.exists() and target.is_relative_to(ROOT)
        if not there or (anchor and anchor not in anchors(target.read_text(encoding="utf-8"))):
            broken.append(link)
    assert broken == []


def test_every_document_is_on_the_map():
    on_the_map = {
        (ROOT / "docs" / link.partition("#")[0]).resolve()
        for link in _LINK.findall((ROOT / "docs" / "index.md").read_text(encoding="utf-8"))
    }
    there = {path.resolve() for path in (ROOT / "docs").rglob("*.md")} - {ROOT / "docs" / "index.md"}
    assert sorted(map(str, there - on_the_map)) == []


def test_the_command_line_page_is_current():
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python tests/docs/command_line_page.py"


def test_the_command_line_page_has_every_verb():
    listed = re.findall(r"^  ([a-z-]+)  ", help_of().partition("Commands:")[2], re.MULTILINE)
    assert listed == [verb[0] for verb in verbs() if len(verb) == 1]
    for group in {verb[0] for verb in verbs() if len(verb) == 2}:
        inside = re.findall(r"^  ([a-z-]+)  ", help_of(group).partition("Commands:")[2], re.MULTILINE)
        assert inside == [verb[1] for verb in verbs() if len(verb) == 2 and verb[0] == group]


def test_the_changes_begin_with_the_current_version():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    found = re.search(r"^## (\S+)", text, re.MULTILINE)
    assert found is not None
    assert found[1] == thistledown.__version__


def test_the_version_is_stated_alike_everywhere():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert project["version"] == cited["version"] == thistledown.__version__
    assert project["license"] == cited["license"]
    assert cited["cff-version"] == "1.2.0"
    assert {"title", "message", "authors", "date-released"} <= set(cited)


def test_the_licence_is_the_whole_one():
    text = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert text.lstrip().startswith("Apache License")
    assert "END OF TERMS AND CONDITIONS" in text
    assert len(re.findall(r"^   (\d)\. ", text, re.MULTILINE)) == 9


def test_the_csv_columns_are_listed():
    text = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")
    listed = text.partition("<!-- columns: begin -->")[2].partition("<!-- columns: end -->")[0]
    assert re.findall(r"`([a-z_]+)`", listed) == list(COLUMNS)


def test_the_limits_are_those_of_the_code():
    text = (ROOT / "docs" / "collect.md").read_text(encoding="utf-8")
    limits = Limits()
    for said, value in (
        ("one local file | 512 MiB", limits.file_bytes == 512 * 2**20),
        (
            "one fetched body, packed or unpacked | 32 MiB",
            limits.page_bytes == limits.wire_bytes == 32 * 2**20,
        ),
        ("one member of a container | 64 MiB", limits.member_bytes == 64 * 2**20),
        ("2 GiB, 1,000,000 members", (limits.container_bytes, limits.container_members) == (2**31, 10**6)),
        ("containers inside containers | 4", limits.depth == 4),
        ("files of a folder | 1,000,000", limits.folder_files == 10**6),
        ("addresses of a list | 100,000", limits.list_urls == 10**5),
        ("entries of a feed | 10,000", limits.feed_entries == 10**4),
        ("5,000,000 characters", limits.text_chars == 5 * 10**6),
        ("redirects | 5", limits.redirects == 5),
        ("60 s, polite waits apart", limits.total_seconds == 60),
        ("tries of one address | 3", limits.tries == 3),
        (
            "1 s, or what robots.txt asks, up to 30 s",
            (limits.host_delay_seconds, limits.wait_seconds) == (1, 30),
        ),
        ("30 s, 1 GiB", (limits.child_seconds, limits.child_bytes) == (30, 2**30)),
    ):
        assert said in text
        assert value, said


def test_the_documents_name_no_path_of_a_machine():
    for path in PAGES:
        text = path.read_text(encoding="utf-8")
        assert re.findall(r"/(?:work|root|home)/\w+", text) == [], path
