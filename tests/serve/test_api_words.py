"""The codebook and the names of countries, in the reader's language."""

from __future__ import annotations

import pytest
from serve_samples import TestClient

from thistledown.codebook.languages import Language
from thistledown.codebook.loader import codebook


def terms(answer: dict) -> dict[tuple[str, str], dict]:
    return {(section["id"], one["id"]): one for section in answer["sections"] for one in section["terms"]}


@pytest.mark.parametrize("language", list(Language))
def test_the_codebook_speaks_the_language_asked_for(client: TestClient, language: Language) -> None:
    answer = client.get("/api/codebook", params={"language": language.value}).json()
    assert answer["language"] == language.value
    assert [one["id"] for one in answer["sections"]] == [one.id for one in codebook().sections]
    known = terms(answer)
    assert len(known) == len(list(codebook()))
    likely = known["likelihood", "likely"]
    assert (likely["low"], likely["high"]) == (0.55, 0.80)
    assert "55" in likely["definition"]
    assert "80" in likely["definition"]


def test_words_differ_by_language_and_examples_do_not(client: TestClient) -> None:
    answers = [client.get("/api/codebook", params={"language": one.value}).json() for one in Language]
    told = [terms(one)["modalities", "denied"] for one in answers]
    assert len({one["definition"] for one in told}) == len(Language)
    assert told[0]["definition"] == "The holder says that it did not happen."
    assert all(one["positive"] == told[0]["positive"] for one in told)


def test_countries_are_named_in_the_language(client: TestClient) -> None:
    def named(language: str, code: str) -> str:
        countries = client.get("/api/codebook", params={"language": language}).json()["countries"]
        return next(one["name"] for one in countries if one["id"] == code)

    assert named("fr", "TCD") == "Tchad"
    assert named("es", "TCD") == "Chad"
    assert named("ar", "SYR") == "سوريا"


def test_without_a_language_it_is_english_and_an_unknown_one_is_refused(client: TestClient) -> None:
    assert client.get("/api/codebook").json()["language"] == "en"
    assert client.get("/api/codebook", params={"language": "de"}).status_code == 422
