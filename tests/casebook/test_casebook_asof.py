"""As known on a date: random histories against a plain model, on both engines."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import pytest
from casebook_samples import CODEBOOK, NewCasebook, claim_on, id_of, take_in
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thistledown.casebook.clock import unstamp
from thistledown.casebook.record import Casebook
from thistledown.casebook.view import View

TEXTS = [f"Alpha bravo charlie delta, number {n}." for n in range(3)]
WORDS = ["Alpha", "bravo", "charlie", "delta"]


@dataclass
class Model:
    """What a person with a notebook would know: names only, no times."""

    reports: set[int] = field(default_factory=set)
    gone_reports: set[int] = field(default_factory=set)
    claims: set[tuple[int, str]] = field(default_factory=set)
    struck: set[tuple[int, str]] = field(default_factory=set)
    judged: tuple[tuple[tuple[int, str], str], ...] = ()
    events: set[str] = field(default_factory=set)
    edges: tuple[tuple[str, str, str], ...] = ()

    def state(self) -> dict[str, object]:
        return {
            "reports": frozenset(self.reports),
            "claims": frozenset(self.claims),
            "judged": self.judged,
            "events": frozenset(self.events),
            "edges": self.edges,
            "found": frozenset(self.claims),
        }


def shown(view: View) -> dict[str, object]:
    """The same, as a view of the record tells it."""
    names = {id_of(text): n for n, text in enumerate(TEXTS)}
    claims = {item.id: (names[item.claim.report], item.claim.quote) for item in view.claims()}
    every = {item.id: item for item in view.every_claim()}
    assert set(every) == set(claims)
    counts = view.counts()
    reports = frozenset(names[item.id] for item in view.reports())
    assert (counts["reports"], counts["claims_read"]) == (len(reports), len(claims))
    for key in every:
        assert view.retired("claim", key) is None
    for word in WORDS:
        hits = {hit.id for hit in view.search(word, subject="claim")}
        assert hits == {key for key, (_, quote) in claims.items() if quote == word}
    judged = sorted(
        (row["id"], named, row["verdict"])
        for key, named in _ever(view)
        for row in view.judgements("claim", key)
    )
    return {
        "reports": reports,
        "claims": frozenset(claims.values()),
        "judged": tuple((named, verdict) for _, named, verdict in judged),
        "events": frozenset(event.id for event in view.events()),
        "edges": tuple((row["left_id"], row["right_id"], row["verdict"]) for row in view.merges("event")),
        "found": frozenset(claims[hit.id] for word in WORDS for hit in view.search(word, subject="claim")),
    }


_ids: dict[str, tuple[int, str]] = {}


def _ever(view: View) -> list[tuple[str, tuple[int, str]]]:
    """All claims there ever were, so that judgements of retired ones are looked at too."""
    return sorted(_ids.items())


class History:
    """Does the same thing to the record and to the model, and remembers what was known when."""

    def __init__(self, casebook: Casebook) -> None:
        self.casebook = casebook
        self.model = Model()
        self.versions = 0
        self.known: list[tuple[datetime, dict[str, object]]] = []
        self.mark()

    def mark(self) -> None:
        newest = self.casebook.view().journal(1)[0]["recorded_at"]
        self.known.append((unstamp(newest), self.model.state()))

    def id_of_claim(self, named: tuple[int, str]) -> str:
        return next(key for key, value in _ids.items() if value == named)

    def take_in(self, n: int) -> None:
        if n not in self.model.gone_reports:
            self.model.reports.add(n)
        take_in(self.casebook, TEXTS[n], f"/reports/{n}")

    def read(self, words: set[str]) -> None:
        """A new version of the reader reads everything anew and finds some words."""
        self.versions += 1
        coder = f"reader {self.versions}"
        while batch := self.casebook.unread(coder, CODEBOOK, limit=2):
            made = [(item, [claim_on(item.text, word) for word in sorted(words)], []) for item in batch]
            self.casebook.add_readings(coder, CODEBOOK, made)
        for recorded in self.casebook.view().claims():
            names = {id_of(text): n for n, text in enumerate(TEXTS)}
            _ids[recorded.id] = (names[recorded.claim.report], recorded.claim.quote)
        self.model.claims = {(n, w) for n in self.model.reports for w in words} - self.model.struck

    def retire_claim(self, pick: int) -> None:
        if self.model.claims:
            named = sorted(self.model.claims)[pick % len(self.model.claims)]
            self.casebook.retire("claim", self.id_of_claim(named), "misread")
            self.model.claims = self.model.claims - {named}
            self.model.struck = self.model.struck | {named}

    def retire_report(self, n: int) -> None:
        if n in self.model.reports:
            self.casebook.retire("report", id_of(TEXTS[n]), "a copy")
            self.model.reports = self.model.reports - {n}
            self.model.gone_reports = self.model.gone_reports | {n}
            self.model.claims = {named for named in self.model.claims if named[0] != n}

    def judge(self, pick: int, verdict: str) -> None:
        if self.model.claims:
            named = sorted(self.model.claims)[pick % len(self.model.claims)]
            self.casebook.judge("claim", self.id_of_claim(named), verdict)
            self.model.judged = (*self.model.judged, (named, verdict))

    def add_event(self, n: int) -> None:
        self.casebook.add_event(f"e{n}", f"event {n}", [], coder="a team")
        self.model.events = self.model.events | {f"e{n}"}

    def merge(self, left: int, right: int, same: bool) -> None:
        names = sorted({f"e{left}", f"e{right}"})
        if len(names) == 2 and set(names) <= self.model.events:
            self.casebook.merge("event", names[1], names[0], same=same, reason="r")
            self.model.edges = (*self.model.edges, (names[0], names[1], "same" if same else "not-same"))

    def unmerge(self, pick: int) -> None:
        rows = self.casebook.view().merges("event")
        if rows:
            at = pick % len(rows)
            self.casebook.retire("merge", str(rows[at]["id"]), "looked again")
            self.model.edges = self.model.edges[:at] + self.model.edges[at + 1 :]


number = st.integers(0, 2)
steps = st.one_of(
    st.tuples(st.just("take_in"), number),
    st.tuples(st.just("read"), st.sets(st.sampled_from(WORDS))),
    st.tuples(st.just("read"), st.sets(st.sampled_from(WORDS), min_size=2)),
    st.tuples(st.just("retire_claim"), st.integers(0, 20)),
    st.tuples(st.just("retire_report"), number),
    st.tuples(st.just("judge"), st.integers(0, 20), st.sampled_from(["right", "wrong"])),
    st.tuples(st.just("add_event"), number),
    st.tuples(st.just("merge"), number, number, st.booleans()),
    st.tuples(st.just("unmerge"), st.integers(0, 5)),
)


@given(history=st.lists(steps, min_size=3, max_size=12))
@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_the_record_as_known_on_any_date_is_what_was_known_then(
    new_casebook: NewCasebook, history: list[tuple[object, ...]]
) -> None:
    _ids.clear()
    with new_casebook() as casebook:
        done = History(casebook)
        done.take_in(0)
        done.take_in(1)
        done.read({"Alpha", "bravo"})
        done.add_event(0)
        done.add_event(1)
        done.known.clear()
        done.mark()
        for name, *arguments in history:
            getattr(done, str(name))(*arguments)
            done.mark()
        assert shown(casebook.view()) == done.known[-1][1]
        moments: dict[datetime, dict[str, object]] = {}
        for moment, state in done.known:
            assert moments.setdefault(moment, state) == state
        for moment, state in moments.items():
            assert shown(casebook.view(as_of=moment)) == state


def test_a_naive_date_is_refused(casebook: Casebook) -> None:
    with pytest.raises(ValueError, match="has no time zone"):
        casebook.view(as_of=datetime(2025, 6, 30))  # noqa: DTZ001
