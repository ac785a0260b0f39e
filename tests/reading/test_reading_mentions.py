"""Who is named: names, definitions, nationality and noun, cohorts, pronouns; never a private person."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.codebook.terms import ActorKind
from thistledown.reading.anaphora import resolve_anaphor
from thistledown.reading.mention_words import Mention
from thistledown.reading.mentions import MentionFinder
from thistledown.reading.names import names
from thistledown.reading.tokens import tokenise


def find(text: str, **options: bool) -> list[Mention]:
    return MentionFinder(text, names()).find(tokenise(text), **options)


def only(text: str) -> Mention:
    found = find(text)
    assert len(found) == 1, [m.literal for m in found]
    return found[0]


@pytest.mark.parametrize(
    ("text", "actor", "literal"),
    [
        ("the Africa Corps left", "africa-corps", "Africa Corps"),
        ("Russia's Africa Corps left", "africa-corps", "Russia's Africa Corps"),
        ("the Russian “Africa Corps” left", "africa-corps", "Africa Corps"),
        ("the FLA’s drones", "fla", "FLA"),
        ("members of the FLA left", "fla", "members of the FLA"),
        (
            "fighters from the Islamic State-Somalia left",
            "is-somalia",
            "fighters from the Islamic State-Somalia",
        ),
        ("the Malian army left", "mali-armed-forces", "Malian army"),
        ("Mali's army left", "mali-armed-forces", "Mali's army"),
        ("Malian special forces left", "mali-armed-forces", "Malian special forces"),
        ("Ukraine's foreign ministry said", None, "Ukraine's foreign ministry"),
        ("Kyiv said so", "ukraine", "Kyiv"),
        ("Russian military intelligence officers left", None, None),
    ],
)
def test_names_and_nationalities(text: str, actor: str | None, literal: str | None) -> None:
    mention = only(text)
    if literal is not None:
        assert mention.literal == literal
        assert mention.span.of(text) == literal
    if actor is not None:
        assert mention.actor == actor


def test_possessives_stay_outside_the_span() -> None:
    mention = only("the FLA's drones")
    assert mention.possessive
    assert not mention.literal.endswith("s")


def test_an_unknown_group_is_kept_literal_and_learned() -> None:
    text = "The Azawad Brigade of Freedom (ABF) left. Later the ABF returned."
    first, second = find(text)
    assert (first.literal, first.actor) == ("Azawad Brigade of Freedom", None)
    assert first.kind is ActorKind.NON_STATE_ARMED_GROUP
    assert (second.literal, second.name) == ("ABF", "Azawad Brigade of Freedom")


def test_a_foreign_gloss_before_the_acronym_does_not_make_a_second_actor() -> None:
    text = "the Azawad Liberation Front (Front de liberation de l'Azawad, or FLA) in Mali"
    assert [m.actor for m in find(text)] == ["fla", "mali"]


@pytest.mark.parametrize(
    ("text", "literal", "former"),
    [
        ("an ex-Russian drone operator came", "ex-Russian drone operator", True),
        ("former Colombian soldiers came", "former Colombian soldiers", True),
        ("some of the Colombian nationals came", "Colombian nationals", False),
        ("local African combatants came", "local African combatants", False),
    ],
)
def test_cohorts(text: str, literal: str, former: bool) -> None:
    mention = only(text)
    assert mention.literal == literal
    assert mention.cohort
    assert mention.former is former


@pytest.mark.parametrize(
    "text",
    [
        "John Smith bought a drone",
        "Colonel Ahmed Diallo arrived",
        "the mayor, Maria Lopez, left",
        "an Iran-backed faction leader left",
    ],
)
def test_private_persons_are_never_mentions(text: str) -> None:
    assert not [m for m in find(text) if m.form in ("name", "shape") or "Smith" in m.literal]
    assert not any(name in m.literal for m in find(text) for name in ("Smith", "Diallo", "Lopez"))


def test_ambiguous_acronyms_need_support() -> None:
    assert not [m for m in find("The AA said so.") if m.actor == "arakan-army"]
    text = "The Arakan Army (AA) grew. The AA said so."
    assert [m.actor for m in find(text)] == ["arakan-army", "arakan-army"]


def test_lower_case_words_are_no_acronyms() -> None:
    assert not [m for m in find("this is what it is") if m.actor]


def test_half_a_noun_is_no_actor() -> None:
    assert not [m for m in find("an army base and a police station near the state capital") if not m.generic]


def test_states_in_general_are_generic() -> None:
    assert all(m.generic for m in find("State militaries train other state militaries"))


def test_pronouns_find_their_group() -> None:
    text = "The FLA said so. The group left."
    finder = MentionFinder(text, names())
    mentions = finder.find(tokenise(text))
    fla = next(m for m in mentions if m.actor == "fla")
    group = next(m for m in mentions if m.form == "anaphor")
    resolved = resolve_anaphor(group, [fla])
    assert resolved is not None
    assert resolved.actor == "fla"
    assert resolved.span.of(text) == "The group"
    assert resolve_anaphor(group, []) is None


@given(st.text(alphabet="FLA Africa Corps' ’s()-\u202e\u0301🇲🇱Русский.,\n", max_size=120))
def test_spans_are_exact_under_odd_characters(text: str) -> None:
    for mention in find(text):
        assert mention.span.of(text) == mention.literal
