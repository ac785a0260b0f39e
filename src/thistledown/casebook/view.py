"""What the record says, as known now or on an earlier date. Every read goes through here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    RowMapping,
    String,
    Table,
    and_,
    case,
    cast,
    distinct,
    func,
    or_,
    select,
    true,
)

from thistledown.casebook.asof import AsOf
from thistledown.casebook.claim import Claim
from thistledown.casebook.claim_rows import CHUNK, load_claims
from thistledown.casebook.clock import stamp
from thistledown.casebook.echo_rows import RecordedEcho, echo_from, echo_query
from thistledown.casebook.errors import UnknownIdError
from thistledown.casebook.failure import FAILURE
from thistledown.casebook.intake_rows import RecordedReport, report_from
from thistledown.casebook.offsets import OffsetMap
from thistledown.casebook.registering import reports_held
from thistledown.casebook.registry_rows import SHIPPED
from thistledown.casebook.schema import (
    actor,
    actor_name,
    actor_profile,
    actor_relation,
    capture,
    claim,
    claim_party,
    claim_pathway,
    clean_text,
    custody,
    event,
    event_claim,
    journal,
    judgement,
    merge,
    reading,
    report,
    retirement,
    source,
    source_grade,
    source_profile,
)
from thistledown.casebook.search import Hit, search

T = TypeVar("T")

# Events read at a time by `every_event`.
EVENTS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedClaim:
    """A claim with its id and its place in the record."""

    id: str
    text_id: str | None
    recorded_at: str
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordedEvent:
    """An event with the claims about it; `lead` is the first, whose slots speak for the event in lists."""

    id: str
    title: str
    certainty: str | None
    first_use: bool
    coder: str
    recorded_at: str
    claims: tuple[RecordedClaim, ...]

    @property
    def lead(self) -> Claim | None:
        """The first claim that says the event took place, else the first claim."""
        claims = [recorded.claim for recorded in self.claims]
        return next((item for item in claims if item.happened), claims[0] if claims else None)


class View:
    """A consistent look at the record as known on a date."""

    def __init__(self, engine: Engine, as_of: AsOf) -> None:
        self._engine = engine
        self.as_of = as_of

    def rows(self, query: Any) -> list[RowMapping]:
        """The rows of a query that holds to `as_of` itself, for rooms that read in bulk."""
        with self._engine.connect() as connection:
            return list(connection.execute(query).mappings())

    def counts(self) -> dict[str, int]:
        """How many captures, reports, readings, claims (coded, read), events, actors and sources."""
        tables: dict[str, tuple[Table, tuple[ColumnElement[bool], ...]]] = {
            "captures": (capture, ()),
            "reports": (report, ()),
            "readings": (reading, ()),
            "claims_coded": (claim, (claim.c.reading_id.is_(None),)),
            "claims_read": (claim, (claim.c.reading_id.is_not(None),)),
            "events": (event, ()),
            "actors": (actor, ()),
            "sources": (source, ()),
        }
        with self._engine.connect() as connection:
            return {name: self._count(connection, table, *where) for name, (table, where) in tables.items()}

    def _count(self, connection: Connection, table: Table, *where: ColumnElement[bool]) -> int:
        # All less the retired: an index answers the first, and the second looks at the retired rows alone
        # (the condition stands among what is counted, so that it tempts no engine to look elsewhere).
        key = next(iter(table.primary_key))
        named = cast(key, String) if key.type.python_type is int else key
        gone = select(retirement.c.subject_id).where(retirement.c.subject_table == table.name)
        mine = func.count(case((and_(true(), *where), 1)))
        recorded = self.as_of.recorded(table)
        every = select(func.count()).select_from(table).where(recorded, *where)
        retired = select(mine).where(recorded, named.in_(gone), self.as_of.retired(table.name, named))
        counts = [connection.execute(query).scalar_one() for query in (every, retired)]
        return int(counts[0] - counts[1])

    # -- events -------------------------------------------------------------------------------------

    def events(self, ids: Sequence[str] | None = None) -> list[RecordedEvent]:
        """Events with their claims, in order of their ids."""
        where = [] if ids is None else [event.c.id.in_(ids)]
        with self._engine.connect() as connection:
            rows = list(connection.execute(self.as_of.select(event, *where).order_by(event.c.id)).mappings())
            members = (
                select(event_claim.c.event_id, claim)
                .join(claim, claim.c.id == event_claim.c.claim_id)
                .where(self.as_of.live(event_claim), self.as_of.live(claim))
                .order_by(event_claim.c.id)
            )
            if ids is not None:
                members = members.where(event_claim.c.event_id.in_(ids))
            grouped: dict[str, list[RecordedClaim]] = {}
            for row, item in load_claims(connection, connection.execute(members).mappings()):
                grouped.setdefault(row["event_id"], []).append(_recorded(row, item))
        return [
            RecordedEvent(
                id=row["id"],
                title=row["title"],
                certainty=row["certainty"],
                first_use=bool(row["first_use"]),
                coder=row["coder"],
                recorded_at=row["recorded_at"],
                claims=tuple(grouped.get(row["id"], ())),
            )
            for row in rows
        ]

    def event(self, event_id: str) -> RecordedEvent:
        """One event.

        Raises:
            UnknownIdError: when there is none, as known on the date.
        """
        return _only(self.events([event_id]), "event", event_id)

    def every_event(self) -> Iterator[RecordedEvent]:
        """All events in order of their ids, read in chunks so that a large record needs little memory."""
        after = ""
        while True:
            query = self.as_of.select(event, event.c.id > after, columns=[event.c.id])
            ids = [row["id"] for row in self.rows(query.order_by(event.c.id).limit(EVENTS))]
            if not ids:
                return
            yield from self.events(ids)
            after = ids[-1]

    def events_of_claim(self, claim_id: str) -> list[str]:
        """Ids of the events a claim is about."""
        return self.events_of_claims([claim_id]).get(claim_id, [])

    def events_of_claims(self, claim_ids: Sequence[str]) -> dict[str, list[str]]:
        """For each claim that is about an event: the ids of those events, in order."""
        found: dict[str, list[str]] = {}
        columns = [event_claim.c.claim_id, event_claim.c.event_id]
        for start in range(0, len(claim_ids), CHUNK):
            wanted = event_claim.c.claim_id.in_(claim_ids[start : start + CHUNK])
            query = (
                self.as_of.select(event_claim, wanted, self.as_of.live(event), columns=columns)
                .join(event, event.c.id == event_claim.c.event_id)
                .order_by(event_claim.c.event_id)
            )
            for row in self.rows(query):
                found.setdefault(row["claim_id"], []).append(row["event_id"])
        return found

    # -- claims -------------------------------------------------------------------------------------

    def claims(self, *where: ColumnElement[bool], after: str = "", limit: int = CHUNK) -> list[RecordedClaim]:
        """Claims in order of their ids, from the one after `after`."""
        query = self.as_of.select(claim, claim.c.id > after, *where).order_by(claim.c.id).limit(limit)
        with self._engine.connect() as connection:
            rows = connection.execute(query).mappings()
            return [_recorded(row, item) for row, item in load_claims(connection, rows)]

    def every_claim(self, *where: ColumnElement[bool]) -> Iterator[RecordedClaim]:
        """All claims, read in chunks so that a large record needs little memory."""
        after = ""
        while chunk := self.claims(*where, after=after):
            yield from chunk
            after = chunk[-1].id

    def claim(self, claim_id: str) -> RecordedClaim:
        """One claim.

        Raises:
            UnknownIdError: when there is none, as known on the date.
        """
        return _only(self.claims(claim.c.id == claim_id), "claim", claim_id)

    def claims_of_report(self, report_id: str) -> list[RecordedClaim]:
        """What was read from one report, in the order of the text."""
        found = self.claims(claim.c.report_id == report_id)
        return sorted(found, key=lambda item: (item.claim.quote_span or (0, 0), item.id))

    def claims_of_actor(self, actor_id: str, limit: int = 500) -> list[RecordedClaim]:
        """Claims in which an actor takes part."""
        mine = select(claim_party.c.claim_id).where(claim_party.c.actor_id == actor_id)
        return self.claims(claim.c.id.in_(mine), limit=limit)

    def claims_of_source(self, source_id: str, limit: int = 500) -> list[RecordedClaim]:
        """Claims that cite a source, or were read from one of its reports."""
        reports = select(report.c.id).where(report.c.source_id == source_id)
        cited = or_(claim.c.citation_source_id == source_id, claim.c.report_id.in_(reports))
        held = list(reports_held(self, source_id))[:CHUNK]
        return self.claims(or_(cited, claim.c.report_id.in_(held)) if held else cited, limit=limit)

    def judgements(self, table_name: str, subject_id: str) -> list[RowMapping]:
        """Analysts' decisions about a row, oldest first."""
        return self.rows(
            self.as_of.select(
                judgement, judgement.c.subject_table == table_name, judgement.c.subject_id == subject_id
            ).order_by(judgement.c.id)
        )

    def retired(self, table_name: str, subject_id: str) -> RowMapping | None:
        """When and why a row was retired, if it was."""
        query = self.as_of.select(
            retirement, retirement.c.subject_table == table_name, retirement.c.subject_id == subject_id
        ).order_by(retirement.c.id)
        rows = self.rows(query)
        return rows[0] if rows else None

    def merges(self, table_name: str, row_id: str | None = None) -> list[RowMapping]:
        """Edges that say two rows are the same or are not, oldest first; undone ones are left out."""
        where = [merge.c.subject_table == table_name]
        if row_id is not None:
            where.append(or_(merge.c.left_id == row_id, merge.c.right_id == row_id))
        return self.rows(self.as_of.select(merge, *where).order_by(merge.c.id))

    # -- reports ------------------------------------------------------------------------------------

    def report_query(self, *where: ColumnElement[bool], text: bool) -> Any:
        """Select live reports with their newest clean text, oldest first; the words only where asked for."""
        texts = clean_text.alias()
        newest = (
            select(func.max(texts.c.entry))
            .where(texts.c.report_id == report.c.id, self.as_of.live(texts, clean_text.name))
            .correlate(report)
            .scalar_subquery()
        )
        columns: list[Any] = [report, clean_text.c.id.label("text_id"), clean_text.c.extractor]
        if text:
            columns.append(clean_text.c.text)
        return (
            select(*columns)
            .select_from(report)
            .join(clean_text, (clean_text.c.report_id == report.c.id) & (clean_text.c.entry == newest))
            .where(self.as_of.live(report), *where)
            .order_by(report.c.entry, report.c.id)
        )

    def reports(self, *where: ColumnElement[bool], limit: int = 500, offset: int = 0) -> list[RecordedReport]:
        """Reports without their texts, oldest first."""
        query = self.report_query(*where, text=False).limit(limit).offset(offset)
        return [report_from(row) for row in self.rows(query)]

    def reports_of_source(self, source_id: str, limit: int = 500) -> list[RecordedReport]:
        """A source's reports without their texts."""
        held = list(reports_held(self, source_id))[:CHUNK]
        mine = report.c.source_id == source_id
        return self.reports(or_(mine, report.c.id.in_(held)) if held else mine, limit=limit)

    def report(self, report_id: str) -> RecordedReport:
        """One report with its clean text.

        Raises:
            UnknownIdError: when there is none, as known on the date.
        """
        rows = self.rows(self.report_query(report.c.id == report_id, text=True))
        return report_from(_only(rows, "report", report_id))

    def text(self, text_id: str) -> tuple[str, OffsetMap]:
        """A clean text and its map to the captured bytes.

        Raises:
            UnknownIdError: when there is none, as known on the date.
        """
        rows = self.rows(self.as_of.select(clean_text, clean_text.c.id == text_id))
        row = _only(rows, "text", text_id)
        return row["text"], OffsetMap.from_bytes(row["offsets"])

    def capture(self, sha256: str) -> RowMapping:
        """One capture's row.

        Raises:
            UnknownIdError: when there is none, as known on the date.
        """
        return _only(self.rows(self.as_of.select(capture, capture.c.sha256 == sha256)), "capture", sha256)

    def captures(self) -> list[str]:
        """Hashes of all captures."""
        return [row["sha256"] for row in self.rows(self.as_of.select(capture, columns=[capture.c.sha256]))]

    def custody(self, sha256: str) -> list[RowMapping]:
        """The custody log of a capture, oldest first."""
        query = self.as_of.select(custody, custody.c.sha256 == sha256).order_by(custody.c.id)
        return self.rows(query)

    def echoes(self, reports: Sequence[str] | None = None) -> list[RecordedEcho]:
        """Which report leans on which: all that is recorded, or what touches some reports."""
        if reports is None:
            return [echo_from(row) for row in self.rows(echo_query(self.as_of, None))]
        found: dict[str, RecordedEcho] = {}
        for start in range(0, len(reports), CHUNK):
            rows = self.rows(echo_query(self.as_of, reports[start : start + CHUNK]))
            found.update((row["id"], echo_from(row)) for row in rows)
        return list(found.values())

    # -- actors and sources -------------------------------------------------------------------------

    def actors(self, *where: ColumnElement[bool]) -> list[RowMapping]:
        """Actor profiles by name: actor_id, kind, name, country, parent_id, note."""
        return self.rows(
            self.as_of.newest(actor_profile, "actor_id").where(*where).order_by(actor_profile.c.name)
        )

    def actor(self, actor_id: str) -> RowMapping:
        """One actor's profile.

        Raises:
            UnknownIdError: when there is none, as known on the date.
        """
        return _only(self.actors(actor_profile.c.actor_id == actor_id), "actor", actor_id)

    def actor_names(self, actor_id: str) -> list[RowMapping]:
        """An actor's names with their languages."""
        return self.rows(
            self.as_of.select(actor_name, actor_name.c.actor_id == actor_id).order_by(
                actor_name.c.language, actor_name.c.id
            )
        )

    def actor_relations(self, actor_id: str) -> list[RowMapping]:
        """Relations in which an actor stands, on either side."""
        return self.rows(
            self.as_of.select(
                actor_relation,
                or_(actor_relation.c.actor_id == actor_id, actor_relation.c.other_id == actor_id),
            ).order_by(actor_relation.c.start)
        )

    def sources(self, *where: ColumnElement[bool]) -> list[RowMapping]:
        """Source profiles by name: source_id, name, kind, country, language, affiliation, network."""
        return self.rows(
            self.as_of.newest(source_profile, "source_id").where(*where).order_by(source_profile.c.name)
        )

    def source(self, source_id: str) -> RowMapping:
        """One source's profile.

        Raises:
            UnknownIdError: when there is none, as known on the date.
        """
        return _only(self.sources(source_profile.c.source_id == source_id), "source", source_id)

    def source_grades(self, source_id: str) -> list[RowMapping]:
        """Grades a source was given; the last one holds: the newest of an analyst, else of the registry."""
        return self.rows(self._grades(source_grade.c.source_id == source_id))

    def grades(self) -> dict[str, str]:
        """The grade in force of every source."""
        return {row["source_id"]: row["reliability"] for row in self.rows(self._grades())}

    def grades_in_force(self) -> dict[str, RowMapping]:
        """The grade in force of every source, with its reason and who gave it."""
        return {row["source_id"]: row for row in self.rows(self._grades())}

    def _grades(self, *where: ColumnElement[bool]) -> Any:
        # A registry that is updated later must not overrule an analyst.
        judged = case((source_grade.c.graded_by == SHIPPED, 0), else_=1)
        return self.as_of.select(source_grade, *where).order_by(judged, source_grade.c.id)

    # -- counts of events ---------------------------------------------------------------------------

    def tally(self, by: str, limit: int = 1_000) -> list[tuple[str, int]]:
        """Count events by kind, pathway, country, certainty, provider, recipient or system.

        An event counts once for each value that its claims give; the most frequent come first.
        """
        columns: Mapping[str, Any] = {
            "kind": claim.c.kind,
            "system": claim.c.system,
            "country": claim.c.country,
            "certainty": event.c.certainty,
            "pathway": claim_pathway.c.pathway,
            "provider": claim_party.c.name,
            "recipient": claim_party.c.name,
        }
        if by not in columns:
            raise ValueError(f"cannot count events by {by!r}; choose one of {', '.join(sorted(columns))}")
        value = columns[by]
        query = (
            select(value, func.count(distinct(event.c.id)).label("n"))
            .select_from(event)
            .join(event_claim, event_claim.c.event_id == event.c.id)
            .join(claim, claim.c.id == event_claim.c.claim_id)
        )
        if by == "pathway":
            query = query.join(claim_pathway, claim_pathway.c.claim_id == claim.c.id)
        if by in ("provider", "recipient"):
            query = query.join(
                claim_party, (claim_party.c.claim_id == claim.c.id) & (claim_party.c.role == by)
            )
        query = (
            query.where(
                self.as_of.live(event),
                self.as_of.live(event_claim),
                self.as_of.live(claim),
                value.is_not(None),
            )
            .group_by(value)
            .order_by(func.count(distinct(event.c.id)).desc(), value)
            .limit(limit)
        )
        with self._engine.connect() as connection:
            return [(str(name), int(count)) for name, count in connection.execute(query)]

    # -- search and journal -------------------------------------------------------------------------

    def search(
        self, query: str, *, limit: int = 50, subject: str | None = None, among: Any = None
    ) -> list[Hit]:
        """Full-text search in reports, claims and events; `among` selects the ids that may be found."""
        with self._engine.connect() as connection:
            return search(connection, self.as_of, query, limit=limit, subject=subject, among=among)

    def journal(self, limit: int = 100, before: int | None = None) -> list[RowMapping]:
        """The newest journal entries, or those before a number."""
        query = select(journal).order_by(journal.c.seq.desc()).limit(limit)
        if self.as_of.moment is not None:
            query = query.where(journal.c.recorded_at <= stamp(self.as_of.moment))
        if before is not None:
            query = query.where(journal.c.seq < before)
        return self.rows(query)

    def newest_entry(self) -> int:
        """The number of the newest journal entry that changed more than custody logs; 0 when there is none.

        While it stays the same, every read of this view but `custody` and `journal` gives the same answer.
        """
        query = (
            select(journal.c.seq)
            .where(journal.c.what.not_like("log-%"))
            .order_by(journal.c.seq.desc())
            .limit(1)
        )
        if self.as_of.moment is not None:
            query = query.where(journal.c.recorded_at <= stamp(self.as_of.moment))
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar() or 0)


def _recorded(row: RowMapping, item: Claim) -> RecordedClaim:
    return RecordedClaim(id=row["id"], text_id=row["text_id"], recorded_at=row["recorded_at"], claim=item)


def _only(rows: Sequence[T], what: str, row_id: str) -> T:
    if not rows:
        raise UnknownIdError(FAILURE("no_row", what=FAILURE(what), id=row_id[:80]))
    return rows[0]
