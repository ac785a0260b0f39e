"""Reasons: a code with values, and English with the values in it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thistledown.codebook.reason import Reason, Sentences, term_reason

SAY = Sentences(
    "test",
    {
        "pages": "{n|one page|{n} pages} by {who}",
        "size": "worth {size:.2f}",
        "both": "{one}, then {other}",
    },
)


def test_values_are_kept_beside_the_english_wording() -> None:
    told = SAY("pages", n=3, who="a daily")
    assert told == Reason("test.pages", {"n": 3, "who": "a daily"}, "3 pages by a daily")
    assert str(SAY("pages", n=1, who="a daily")) == "one page by a daily"
    assert SAY("size", size=0.5).english == "worth 0.50"


def test_reasons_stand_within_reasons() -> None:
    inner = SAY("pages", n=0, who="nobody")
    told = SAY("both", one=inner, other=term_reason("kinds", "use", "use"))
    assert told.english == "0 pages by nobody, then use"
    assert told.values["one"] is inner
    assert told.values["other"] == Reason("terms.kinds.use", {}, "use")


@given(st.text())
def test_values_are_never_read_as_wordings(hostile: str) -> None:
    assert SAY("both", one=hostile, other="{one}").english == f"{hostile}, then {{one}}"
    assert SAY("pages", n=2, who=hostile).english == f"2 pages by {hostile}"


def test_an_unknown_code_or_a_value_not_given_is_an_error() -> None:
    with pytest.raises(KeyError):
        SAY("none")
    with pytest.raises(KeyError):
        SAY("both", one="x")
