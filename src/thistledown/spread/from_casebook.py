"""The casebook's events as the model's record: who had which capability by when, and how, as is said."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from thistledown.casebook.claim import Claim
from thistledown.casebook.view import RecordedEvent, View
from thistledown.casebook.when import When
from thistledown.codebook.reason import Reason, Sentences, term_reason
from thistledown.codebook.registry import Registry
from thistledown.codebook.terms import Kind, Modality, Pathway, Reliability, System
from thistledown.spread.record import Record, decimal_year
from thistledown.spread.units import Unit, Units

CAPABILITY = "armed multirotor"
# What happened is itself the acquisition; all else shows that the actor had it by then.
_ACQUIRED_THEN = frozenset({Kind.TRANSFER, Kind.TRAINING, Kind.ACQUISITION, Kind.PRODUCTION})
_HOLDING = _ACQUIRED_THEN | {Kind.USE, Kind.SIGHTING, Kind.SEIZURE}
# How long before it is first seen an actor may have had it, in years; assumed, triangular.
LEAD = 1.0
# Reports of how an actor came by it count when they speak of the time of its first acquisition, give or take.
SAME_TIME = 1.5
UNUSABLE = Sentences(
    "unusable",
    {
        "nobody": "nobody says that it happened",
        "no_holder": "a {kind} shows no holder",
        "fixed_wing": "fixed-wing",
        "no_date": "no date",
        "unlikely": "too unlikely",
    },
)
_WEAK = frozenset({Modality.ALLEGED, Modality.SPECULATED})


@dataclass(frozen=True, slots=True)
class Known:
    """What the events give the model.

    Attributes:
        record: acquisitions.
        units: all units at risk, in order of their ids.
        opener: for each unit, the id of the event its acquisition rests on.
        left_out: why events gave nothing, in English, with how many.
        reasons: the same reasons by their English.
    """

    record: Record
    units: tuple[Unit, ...]
    opener: Mapping[str, str]
    left_out: Mapping[str, int] = field(default_factory=dict)
    reasons: Mapping[str, Reason] = field(default_factory=dict)


@dataclass(slots=True)
class _Sign:
    """One event as a sign that a unit had the capability."""

    event: str
    lo: float
    hi: float
    exact: bool
    entered: float
    pathway: Pathway
    grade: Reliability


def acquisitions(
    view: View,
    registry: Registry,
    *,
    begin: date,
    end: date,
    probability: Callable[[RecordedEvent], float] | None = None,
    least: float = 0.5,
) -> Known:
    """Read acquisitions from a casebook's events, as known on the view's date.

    A unit has the capability by the first event in which it used it, was seen with it, lost it or was given
    it; a provider has it by the first event in which it passed it on. The pathway is that of the events about
    the time of the first acquisition, and is left open where they name none; its grade is the best
    source's, lowered by one where the words only allege. An event enters on the day its first page was
    published, or was recorded where no page has a date.

    Args:
        view: the record as known on a date.
        registry: actors with their parents.
        begin: since when is watched.
        end: until when.
        probability: how likely an event is to have happened; all that some claim affirms when left out.
        least: events less likely than this are left out.
    """
    first, last = decimal_year(begin), decimal_year(end)
    grades = {source: Reliability(value) for source, value in view.grades().items()}
    units = Units(registry)
    signs: dict[str, list[_Sign]] = {}
    countries: dict[str, set[str]] = {}
    left_out: dict[str, int] = {}
    reasons: dict[str, Reason] = {}
    for event in view.every_event():
        why = _unusable(event, probability, least)
        if why:
            left_out[why.english] = left_out.get(why.english, 0) + 1
            reasons[why.english] = why
            continue
        claim = event.lead
        assert claim is not None
        for unit in {units.of(party.actor) for party in (*claim.providers, *claim.recipients)} - {None}:
            if claim.where is not None and claim.where.country:
                countries.setdefault(str(unit), set()).add(claim.where.country)
        for unit, sign in _signs(event, claim, units, grades, first, last):
            signs.setdefault(unit, []).append(sign)
    rows = {unit: sorted(found, key=lambda sign: (sign.hi, sign.event)) for unit, found in signs.items()}
    listed = _at_risk(units, rows, countries)
    return Known(
        _record(rows, listed, first, last),
        listed,
        {unit: found[0].event for unit, found in rows.items()},
        left_out,
        reasons,
    )


def _unusable(
    event: RecordedEvent, probability: Callable[[RecordedEvent], float] | None, least: float
) -> Reason | None:
    claim = event.lead
    if claim is None or not claim.happened:
        return UNUSABLE("nobody")
    if claim.kind not in _HOLDING:
        return UNUSABLE("no_holder", kind=term_reason("kinds", claim.kind.value, claim.kind.value))
    if claim.system is System.FIXED_WING:
        return UNUSABLE("fixed_wing")
    if claim.when is None:
        return UNUSABLE("no_date")
    if probability is not None and probability(event) < least:
        return UNUSABLE("unlikely")
    return None


def _signs(
    event: RecordedEvent,
    claim: Claim,
    units: Units,
    grades: Mapping[str, Reliability],
    first: float,
    last: float,
) -> Iterable[tuple[str, _Sign]]:
    assert claim.when is not None
    lo, hi = _years(claim.when, first, last)
    if hi <= first or lo >= last:
        return
    entered, grade = _entered(event, last), _grade(event, claim, grades)
    for party in claim.recipients:
        unit = units.of(party.actor)
        if unit is None or party.modality is Modality.DENIED:
            continue
        exact = claim.kind in _ACQUIRED_THEN
        own = _lowered(grade) if party.modality in _WEAK else grade
        start = lo if exact else max(first, lo - LEAD)
        yield unit, _Sign(event.id, start, hi, exact, max(entered, hi), claim.pathway, own)
    for party in claim.providers:
        unit = units.of(party.actor)
        if unit is not None and party.modality is not Modality.DENIED:
            # How a provider came by what it passes on is another matter.
            sign = _Sign(event.id, max(first, lo - LEAD), hi, False, max(entered, hi), Pathway.UNKNOWN, grade)
            yield unit, sign


def _years(when: When, first: float, last: float) -> tuple[float, float]:
    lo = first if when.start is None else decimal_year(when.start)
    hi = last if when.end is None else decimal_year(when.end) + 1 / 365
    return max(lo, first), min(hi, last)


def _entered(event: RecordedEvent, last: float) -> float:
    known = [
        decimal_year(When.parse(item.claim.citation.published).start or date.max)
        for item in event.claims
        if item.claim.citation is not None and item.claim.citation.published
    ]
    return min(known) if known else min(last, decimal_year(date.fromisoformat(event.recorded_at[:10])))


def _grade(event: RecordedEvent, claim: Claim, grades: Mapping[str, Reliability]) -> Reliability:
    found = [
        grades.get(item.claim.citation.source, Reliability.F)
        for item in event.claims
        if item.claim.citation is not None and item.claim.happened
    ]
    best = min(found, key=lambda grade: grade.value, default=Reliability.F)
    return _lowered(best) if claim.modality in _WEAK else best


def _lowered(grade: Reliability) -> Reliability:
    # F says that it cannot be judged: there is nothing below it.
    order = [Reliability.A, Reliability.B, Reliability.C, Reliability.D, Reliability.E]
    return order[min(order.index(grade) + 1, len(order) - 1)] if grade in order else grade


def _at_risk(
    units: Units, rows: Mapping[str, list[_Sign]], countries: Mapping[str, set[str]]
) -> tuple[Unit, ...]:
    ids = {record.id for record in units.groups()} | set(rows) | set(countries)
    listed = []
    for unit in sorted(ids):
        record = units.record(unit)
        where = set(countries.get(unit, ())) | ({record.country} if record.country else set())
        listed.append(Unit(record.id, record.name, record.kind, frozenset(where), record.start, record.end))
    return tuple(listed)


def _record(rows: Mapping[str, list[_Sign]], units: tuple[Unit, ...], first: float, last: float) -> Record:
    columns: dict[str, list[object]] = {
        name: []
        for name in ("actor", "capability", "lo", "hi", "shape", "observed", "entered", "code", "grade")
    }
    opened = {}
    for unit, signs in sorted(rows.items()):
        sign = signs[0]
        coded = [
            other
            for other in signs
            if other.pathway is not Pathway.UNKNOWN and other.lo - sign.hi <= SAME_TIME
        ]
        code = coded[0] if coded else None
        values = (
            unit,
            CAPABILITY,
            sign.lo,
            sign.hi,
            "uniform" if sign.exact else "triangular",
            sign.hi,
            sign.entered,
            code.pathway.value if code else "",
            (code or sign).grade.value,
        )
        opened[unit] = sign.lo
        for column, value in zip(columns.values(), values, strict=True):
            column.append(value)
    return Record.from_frame(columns, begin=first, end=last, windows=_windows(units, rows, first, last))


def _windows(
    units: tuple[Unit, ...], rows: Mapping[str, list[_Sign]], first: float, last: float
) -> dict[str, list[object]]:
    """When each unit came to be and ceased; never later or earlier than it was seen with the capability."""
    table: dict[str, list[object]] = {"actor": [], "enters": [], "leaves": []}
    for unit in units:
        enters = _moment(unit.start, first, False)
        leaves = _moment(unit.end, last, True)
        if unit.id in rows:
            enters = min(enters, rows[unit.id][0].lo)
            leaves = max(leaves, rows[unit.id][0].hi)
        enters, leaves = min(max(enters, first), last), min(max(leaves, first), last)
        if (enters, leaves) != (first, last):
            table["actor"].append(unit.id)
            table["enters"].append(min(enters, leaves))
            table["leaves"].append(leaves)
    return table


def _moment(written: str | None, otherwise: float, late: bool) -> float:
    if not written:
        return otherwise
    when = When.parse(written)
    day = when.end if late else when.start
    return otherwise if day is None else decimal_year(day)
