"""Names across scripts: what is found, what waits for an analyst, and what is never merged by a machine."""

import json
from datetime import datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from weighing_samples import new_book, said, tell

from thistledown.casebook.claim import Party
from thistledown.casebook.errors import CasebookError, UnknownIdError
from thistledown.codebook.registry import registry
from thistledown.codebook.terms import ActorKind
from thistledown.weigh.resolution.blocking import keys
from thistledown.weigh.resolution.matcher import Matcher
from thistledown.weigh.resolution.mentions import mentions, names_somebody, party_key, unresolved_id
from thistledown.weigh.resolution.name_form import name_form, skeleton
from thistledown.weigh.resolution.name_words import name_tokens, name_words, stem
from thistledown.weigh.resolution.profile import Name, Profile
from thistledown.weigh.resolution.resolver import (
    actor_clusters,
    different_actors,
    resolve_actors,
    same_actor,
    suggestions,
    who_may_be,
)
from thistledown.weigh.resolution.scoring import compare
from thistledown.weigh.resolution.similarity import likeness, rarity
from thistledown.weigh.resolution.weights import weights

GROUP = ActorKind.NON_STATE_ARMED_GROUP


def actor(key, *names, kind=GROUP, country=None, sort="name"):
    forms = tuple(Name(name_form(name), "und", sort) for name in names)
    return Profile(key, names[0], kind, country, forms, shipped=False)


def score(left, right, **more):
    """How two names alone are scored, the registry's words behind them."""
    one, other = actor("one", left, **more), actor("other", right)
    rare = rarity([[name_form(name.name)] for name in registry().names("en")])
    return compare(one, other, [(one.names[0], other.names[0])], rare, weights())


@given(st.text(max_size=60))
def test_any_name_can_be_taken_apart_and_is_like_itself(name):
    form = name_form(name)
    assert form.name == name
    assert keys(form) == keys(name_form(name))
    alike = likeness(form, form, rarity([]), weights())
    assert alike.score == (1.0 if form.folded else 0.0)


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz", max_size=30))
def test_skeletons_hold_no_vowels_and_no_doubles(latin):
    bones = skeleton(latin)
    assert not set(bones) & set("aeiouy")
    assert all(one != other for one, other in pairwise(bones))


def test_a_huge_name_is_cut_and_done_at_once():
    assert len(name_form("front liberation " * 50_000).parts) == 24


def test_arabic_names_keep_their_first_letter_and_lose_their_article():
    assert name_tokens("جيش تحرير بلوشستان") == ["جيش", "تحرير", "بلوشستان"]
    assert name_tokens("القوات المسلحة") == ["قوات", "مسلحه"]


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("освобождения", "liberation"),
        ("تحرير", "liberation"),
        ("libertação", "liberation"),
        ("armée", "army"),
    ],
)
def test_words_stand_for_one_concept_in_every_language(word, concept):
    (token,) = name_tokens(word)
    assert name_words().word(token).concept == concept


@pytest.mark.parametrize("word", ["Mali", "Malian", "maliens", "малийской", "المالية", "Мали"])
def test_countries_are_found_in_their_inflections(word):
    assert name_form(word).symbols("country") == {"c:MLI"}


def test_a_short_word_in_latin_letters_is_no_stem_of_a_country():
    assert stem("wales") == "wal"
    assert not name_form("wal").symbols("country")


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Azawad Liberation Front", "Фронт освобождения Азавада"),
        ("Azawad Liberation Front", "جبهة تحرير أزواد"),
        ("Front de libération de l'Azawad", "جبهة تحرير أزواد"),
        ("Libyan National Army", "الجيش الوطني الليبي"),
        ("Ejército Nacional Libio", "Ливийская национальная армия"),
        ("33rd Front of the Blue Hills", "Frente 33 Blue Hills"),
    ],
)
def test_one_name_in_two_scripts_or_languages_reaches_an_analyst(left, right):
    found = score(left, right)
    assert found.band in ("review", "high"), found.reasons
    assert keys(name_form(left)) & keys(name_form(right))


@pytest.mark.parametrize(
    ("left", "right", "against"),
    [
        ("Northern Liberation Front", "Southern Liberation Front", "side_conflict"),
        ("1st Azawad Brigade", "2nd Azawad Brigade", "number_conflict"),
        ("Первая бригада Азавада", "2nd Azawad Brigade", "number_conflict"),
        ("former Malian soldiers", "Malian soldiers", "role_conflict"),
        ("Azawad Army", "Azawad Front", "body_conflict"),
    ],
)
def test_what_tells_two_bodies_apart_speaks_against_them(left, right, against):
    found = score(left, right)
    assert found.band != "high"
    assert against in {feature.name for feature in found.features}
    assert not found.exact


def test_kind_and_country_speak_against_a_pair_and_are_named():
    mali = actor("one", "Red Hand", country="MLI")
    company = actor("other", "Red Hand", kind=ActorKind.COMPANY, country="FRA")
    found = compare(mali, company, [(mali.names[0], company.names[0])], rarity([]), weights())
    assert {feature.name for feature in found.features} == {"name", "kind_conflict", "country_conflict"}
    assert found.score == pytest.approx(1 + sum(f.points for f in found.features if f.weight < 0))


def test_an_acronym_finds_its_long_name_but_waits_for_an_analyst():
    matcher = Matcher({"long": actor("long", "Coalition of Hill Villages and Farmers")})
    (found,) = matcher.candidates(actor("short", "CHVF"))
    assert found.features[0].name == "acronym"
    assert not found.exact


@pytest.mark.parametrize(
    ("name", "sure"), [("FLA", False), ("JNIM", True), ("Boko Haram", True), ("IS", False)]
)
def test_a_short_acronym_is_no_proof(name, sure):
    known = {"group": actor("group", name), "other": actor("other", "Red Hand")}
    found = Matcher(known).candidates(actor("asked", name))
    assert [match.exact for match in found if match.right == "group"] == [sure]


@pytest.mark.parametrize(
    "name",
    ["fighters", "the army", "Armed men", "armed groups", "المقاتلون", "young women", "Colonel Example"],
)
def test_mere_descriptions_and_persons_become_no_actors(name):
    assert not names_somebody(name)


@pytest.mark.parametrize(
    "name", ["Red Hand Brigade", "Central African militants", "جبهة الجبال", "Африканский корпус"]
)
def test_names_become_actors(name):
    assert names_somebody(name)


def test_the_id_of_a_name_is_made_of_its_folded_words_and_kind():
    assert unresolved_id("Red  HAND", GROUP) == unresolved_id("red hand", GROUP)
    assert unresolved_id("Red Hand", GROUP) != unresolved_id("Red Hand", ActorKind.COMPANY)
    assert party_key(Party(literal="x", name="Red Hand", kind=GROUP)) == unresolved_id("Red Hand", GROUP)
    assert party_key(Party(literal="x", name="x", actor="fla")) == "fla"


# -- over a casebook ----------------------------------------------------------------------------------


def literal(name, kind=GROUP):
    return Party(literal=name, name=name, kind=kind)


def test_unresolved_names_become_actors_once(tmp_path):
    with new_book(tmp_path) as book:
        tell(
            book,
            said(to=[literal("Red Hand Brigade")]),
            said(to=[literal("fighters")], quote="Fighters flew."),
        )
        assert [item.name for item in mentions(book.view())] == ["Red Hand Brigade"]
        first = resolve_actors(book)
        assert first.new == 1
        key = unresolved_id("Red Hand Brigade", GROUP)
        assert book.view().actor(key)["kind"] == GROUP.value
        assert [row["form"] for row in book.view().actor_names(key)] == ["literal"]
        before = book.view().newest_entry()
        again = resolve_actors(book)
        assert (again.new, again.merged) == (0, 0)
        assert book.view().newest_entry() == before


def test_the_same_words_are_merged_and_another_script_waits(tmp_path):
    with new_book(tmp_path) as book:
        tell(
            book,
            said(to=[literal("Фронт освобождения Азавад")], quote="Ф."),
            said(to=[literal("Фронту Азавада")], quote="Г."),
        )
        done = resolve_actors(book)
        assert done.merged == 1
        same = unresolved_id("Фронт освобождения Азавад", GROUP)
        clusters = actor_clusters(book.view())
        assert clusters.chief(same) == "fla"
        (edge,) = book.view().merges("actor")
        assert "resolver" in edge["reason"]
        assert "the same words" in edge["reason"]
        waits = unresolved_id("Фронту Азавада", GROUP)
        assert clusters.chief(waits) == waits
        assert (waits, "fla") in {(match.left, match.right) for match in suggestions(book.view())}


def test_a_name_that_is_found_waits_no_more(tmp_path):
    with new_book(tmp_path) as book:
        tell(book, said(to=[literal("Azawad Liberation Front")]))
        assert resolve_actors(book).waiting == 0
        assert suggestions(book.view()) == []
        key = unresolved_id("Azawad Liberation Front", GROUP)
        # Asked for by itself it is still compared with others.
        assert "fla" not in {match.right for match in who_may_be(book.view(), key)}
        assert who_may_be(book.view(), "جبهة تحرير أزواد")[0].right == "fla"


def test_the_same_words_of_another_kind_wait(tmp_path):
    with new_book(tmp_path) as book:
        tell(book, said(to=[literal("Azawad Liberation Front", ActorKind.COMPANY)]))
        assert resolve_actors(book).merged == 0
        assert not actor_clusters(book.view()).groups()


def test_a_merge_taken_back_stays_taken_back(tmp_path):
    with new_book(tmp_path) as book:
        tell(book, said(to=[literal("Azawad Liberation Front")]))
        resolve_actors(book)
        (edge,) = book.view().merges("actor")
        book.retire("merge", str(edge["id"]), "wrong")
        assert resolve_actors(book).merged == 0
        assert not actor_clusters(book.view()).groups()
        assert suggestions(book.view())[0].right == "fla"


def test_not_the_same_outlasts_every_round(tmp_path):
    with new_book(tmp_path) as book:
        tell(book, said(to=[literal("Azawad Liberation Front")]))
        key = unresolved_id("Azawad Liberation Front", GROUP)
        resolve_actors(book)
        said_so = different_actors(book, key, "fla", "another front")
        assert [edge.right for edge in said_so.overruled] == [max(key, "fla")]
        assert not actor_clusters(book.view()).together(key, "fla")
        assert resolve_actors(book).merged == 0
        assert "fla" not in {m.right for m in suggestions(book.view()) if m.left == key}
        with pytest.raises(CasebookError, match=f"cannot be merged: fla and {key} are not the same"):
            same_actor(book, key, "fla", "is it")
        # Saying it twice adds nothing.
        assert different_actors(book, "fla", key, "again").entry is None


def test_a_chain_may_not_bring_together_what_is_not_the_same(tmp_path):
    with new_book(tmp_path) as book:
        assert different_actors(book, "jnim", "iswap", "rivals").overruled == ()
        same_actor(book, "jnim", "eln", "for the test")
        with pytest.raises(CasebookError, match="iswap and jnim are not the same"):
            same_actor(book, "eln", "iswap", "for the test")
        assert not actor_clusters(book.view()).together("jnim", "iswap")


@pytest.mark.parametrize(
    ("one", "other"),
    [("africa-corps", "wagner-group"), ("africa-corps", "russia"), ("russia-gru", "russia")],
)
def test_parents_and_successors_are_never_merged(tmp_path, one, other):
    with new_book(tmp_path) as book, pytest.raises(CasebookError, match="above, after or beside"):
        same_actor(book, one, other, "is it")


def test_a_merge_of_what_is_one_already_adds_nothing(tmp_path):
    with new_book(tmp_path) as book:
        assert same_actor(book, "jnim", "eln", "for the test").entry is not None
        assert same_actor(book, "eln", "jnim", "again").entry is None
        with pytest.raises(CasebookError, match="both sides"):
            same_actor(book, "eln", "eln", "itself")
        with pytest.raises(UnknownIdError, match="no actor with the id nobody"):
            same_actor(book, "eln", "nobody", "who")


def test_groups_are_those_of_the_date_asked_for(tmp_path):
    with new_book(tmp_path) as book:
        same_actor(book, "jnim", "eln", "for the test")
        (edge,) = book.view().merges("actor")
        then = datetime.fromisoformat(edge["recorded_at"])
        book.retire("merge", str(edge["id"]), "wrong")
        assert actor_clusters(book.view(then)).together("jnim", "eln")
        assert not actor_clusters(book.view()).together("jnim", "eln")


def test_the_data_files_say_nothing_twice(tmp_path):
    by = weights()
    assert 0 < by.review < by.high < 1
    assert all(weight < 0 for weight in by.qualifier.values())
    assert json.dumps(dict(by.main))
