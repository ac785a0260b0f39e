"""Edges among cited pages: notes, owners, one page under two addresses."""

import pytest

from thistledown.codebook.atlas import atlas
from thistledown.weigh.echoes.citations import Cited, credited_by_note, event_edges
from thistledown.weigh.echoes.edge import Relation


@pytest.mark.parametrize(
    ("note", "publisher", "outlet", "relation"),
    [
        ("relays BBC", "", "bbc-news", Relation.RELAY),
        ("Copy of BBC", "", "bbc-news", Relation.COPY),
        ("Echo of TASS", "", "tass", Relation.RELAY),
        ("Rewrite of Reuters", "", "reuters", Relation.REWRITE),
        ("Premium Times text", "", "premium-times", Relation.COPY),
        ("Republishes BBC", "", "bbc-news", Relation.COPY),
        ("TASS extract", "", "tass", Relation.COPY),
        ("Outlet summarising Reuters", "", "reuters", Relation.REWRITE),
        ("Government statement; relays Lusa", "", "lusa", Relation.RELAY),
        ("", "MyJoyOnline (BBC)", "bbc-news", Relation.RELAY),
    ],
)
def test_a_note_names_who_is_leaned_on(note, publisher, outlet, relation):
    (found,) = credited_by_note(note, publisher).items()
    assert (found[0], found[1][0]) == (outlet, relation)
    assert found[1][1] in note + publisher


@pytest.mark.parametrize(
    "note", ["", "Single anonymous official", "Undated page", "via", "x" * 100_000, "(" * 50_000]
)
def test_other_notes_name_nobody(note):
    assert credited_by_note(note) == {}


def page(url, own="", credits=None, denies=False, published=""):
    return Cited(url, own, published, credits or {}, denies)


def test_a_page_leans_on_the_page_of_the_outlet_it_credits():
    relay = page("https://b.example/x", "b", {"tass": (Relation.RELAY, "relays TASS")})
    (edge,) = event_edges([relay, page("https://tass.com/1", "tass")])
    assert (edge.origin, edge.echo, edge.relation) == (
        "https://tass.com/1",
        "https://b.example/x",
        Relation.RELAY,
    )
    assert edge.evidence[0].words == "relays TASS"


def test_two_pages_that_credit_one_outlet_are_linked_and_others_are_not():
    credit = {"reuters": (Relation.REWRITE, "Rewrite of Reuters")}
    pages = [
        page("https://a.example/1", "a", credit, published="2025-01-02"),
        page("https://b.example/1", "b", credit, published="2025-01-01"),
        page("https://c.example/1", "c"),
    ]
    (edge,) = event_edges(pages)
    assert (edge.origin, edge.echo) == ("https://b.example/1", "https://a.example/1")


def test_a_denial_is_linked_and_joins_nothing():
    pages = [page("https://a.example/1"), page("https://a.example/2", denies=True)]
    (edge,) = event_edges(pages)
    assert edge.relation is Relation.DENIAL


def test_mirrors_and_one_owner_are_seen():
    mirror = [
        page("https://www.daily8.com/en/article/9efa3d5c70b8"),
        page("https://test.daily8.com/en/article/9efa3d5c70b8"),
    ]
    assert [edge.relation for edge in event_edges(mirror)] == [Relation.COPY]
    owner = [
        page("https://mali.news-pravda.com/mali/1.html"),
        page("https://niger.news-pravda.com/en/2.html"),
    ]
    assert [edge.evidence[0].kind for edge in event_edges(owner)] == ["network"]


def test_many_notes_of_the_atlas_name_somebody():
    notes = [(citation.note, citation.publisher) for event in atlas() for citation in event.citations]
    assert sum(bool(credited_by_note(*note)) for note in notes) > 150
