"""A casebook: one folder with the record, the archive and the settings."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import Any

from sqlalchemy import URL, Engine, select, true

from thistledown.casebook.append import Entry, journal_entry
from thistledown.casebook.archive import Archive
from thistledown.casebook.asof import AsOf
from thistledown.casebook.claim import Claim
from thistledown.casebook.claim_rows import CHUNK, claim_id, insert_claims
from thistledown.casebook.clock import now, stamp
from thistledown.casebook.columns import storable
from thistledown.casebook.echo_rows import RecordedEcho, insert_echoes
from thistledown.casebook.engine import make_engine, migrate
from thistledown.casebook.errors import CasebookError, NotACasebookError, UnknownIdError
from thistledown.casebook.folding import fold
from thistledown.casebook.intake_rows import insert_capture, insert_captured, insert_reports
from thistledown.casebook.paths import CasebookPaths
from thistledown.casebook.reading_rows import READ, insert_reading
from thistledown.casebook.reading_rows import Unread as Unread
from thistledown.casebook.registry_rows import load_registry
from thistledown.casebook.report import Found, Report, report_id
from thistledown.casebook.schema import (
    capture,
    claim,
    clean_text,
    custody,
    event,
    event_claim,
    judgement,
    merge,
    metadata,
    reading,
    report,
    search_entry,
)
from thistledown.casebook.settings import DRAFT, LONGEST_NAME, Settings, default_analyst
from thistledown.casebook.view import View
from thistledown.codebook.registry import registry

# Reports kept in one transaction: what a killed intake has to do again at most.
BATCH = 200


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of one capture: reports new to the record, and reports it already had."""

    new: int
    known: int


class Casebook:
    """The record of one investigation; open it with `open_casebook`."""

    def __init__(self, paths: CasebookPaths, settings: Settings, engine: Engine, who: str) -> None:
        self.paths = paths
        self.settings = settings
        self.engine = engine
        self.who = who
        self.archive = Archive(paths)

    def __enter__(self) -> Casebook:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def in_name_of(self, who: str | None) -> Casebook:
        """The same record, written to in the name of another analyst; in one's own when None or blank.

        Raises:
            CasebookError: when the name is too long, or holds what no name holds.
        """
        name = (who or "").strip()
        if not name or name == self.who:
            return self
        if len(name) > LONGEST_NAME:
            raise CasebookError(f"the name {name[:40]}… is longer than {LONGEST_NAME} characters; shorten it")
        if not name.isprintable():
            raise CasebookError("the name holds characters that cannot be seen; type it anew")
        return Casebook(self.paths, self.settings, self.engine, name)

    def view(self, as_of: datetime | None = None) -> View:
        """Read the record, as known now or on an earlier date."""
        return View(self.engine, AsOf(as_of))

    @contextmanager
    def entry(
        self, what: str, subject: str | None = None, detail: Mapping[str, Any] | None = None
    ) -> Iterator[Entry]:
        """Open a journal entry in the name of the casebook's analyst."""
        with journal_entry(self.engine, self.who, what, subject, detail) as opened:
            yield opened

    def take_in(self, found: Found) -> TakenIn:
        """Keep a capture and its reports.

        The bytes are on disk before the record names them, and reports are kept in batches, each whole or
        not at all; doing it again after a crash adds only what is missing. Captures are immutable, so a
        report that the record has is left as it is.
        """
        item = found.capture
        locator = storable(item.locator)
        sha256 = self.archive.put(item.content)
        new = known = 0
        reports = iter(found.reports)
        first = True
        while True:
            batch = list(islice(reports, BATCH))
            if not batch and not first:
                return TakenIn(new, known)
            first = False
            keyed = {report_id(sha256, entry.part): entry for entry in batch}
            keys = list(keyed)
            with self.engine.connect() as reading_connection:
                held = set(
                    reading_connection.execute(select(report.c.id).where(report.c.id.in_(keys))).scalars()
                )
                logged = (
                    reading_connection.execute(
                        select(custody.c.id).where(
                            custody.c.sha256 == sha256,
                            custody.c.action == "captured",
                            custody.c.locator == locator,
                        )
                    ).first()
                    is not None
                )
            known += len(held)
            missing = {key: entry for key, entry in keyed.items() if key not in held}
            if not missing and logged:
                continue
            new += self._keep(found, sha256, missing)

    def _keep(self, found: Found, sha256: str, reports: Mapping[str, Report]) -> int:
        item, keys = found.capture, list(reports)
        shipped = registry()
        with self.entry("take-in", sha256, {"locator": item.locator, "reports": len(reports)}) as entry:
            connection = entry.connection
            # Looked up again under the write lock: another process may have kept them meanwhile.
            held = set(connection.execute(select(report.c.id).where(report.c.id.in_(keys))).scalars())
            if connection.execute(select(capture.c.sha256).where(capture.c.sha256 == sha256)).first() is None:
                insert_capture(entry, item)
            logged = select(custody.c.id).where(
                custody.c.sha256 == sha256, custody.c.action == "captured", custody.c.locator == item.locator
            )
            if connection.execute(logged).first() is None:
                insert_captured(entry, item, self.who)
            rows = [
                (key, shipped.source_for_url(value.url or item.locator), value)
                for key, value in reports.items()
                if key not in held
            ]
            insert_reports(entry, sha256, item.locator, rows)
            entry.forget_if_empty()
        return len(rows)

    def unread(
        self, coder: str, codebook: str, *, limit: int = BATCH, reports: Sequence[str] | None = None
    ) -> list[Unread]:
        """Clean texts that this coder has not read with this codebook, oldest first.

        Args:
            coder: the reader with its version.
            codebook: version of the codebook.
            limit: how many at most.
            reports: only texts of these reports, of which no more than `CHUNK` are looked at.
        """
        done = select(reading.c.text_id).where(reading.c.coder == coder, reading.c.codebook == codebook)
        query = (
            select(
                clean_text.c.id,
                report.c.id.label("report_id"),
                clean_text.c.text,
                report.c.language,
                report.c.published_start,
                report.c.title,
            )
            .select_from(clean_text)
            .join(report, report.c.id == clean_text.c.report_id)
            .where(
                AsOf().live(clean_text),
                AsOf().live(report),
                clean_text.c.id.not_in(done),
                true() if reports is None else report.c.id.in_(reports[:CHUNK]),
            )
            .order_by(clean_text.c.entry, clean_text.c.id)
            .limit(limit)
        )
        with self.engine.connect() as connection:
            return [Unread(*row) for row in connection.execute(query)]

    def add_readings(
        self, coder: str, codebook: str, readings: Sequence[tuple[Unread, Sequence[Claim], Sequence[str]]]
    ) -> int:
        """Keep what a reader found in texts, given as (text, claims, notes); return how many claims are new.

        A claim that is already there stays, with its judgements. Machine claims of an earlier reading of
        the same text that this one does not repeat are retired, never removed; one that is found again later
        holds again, with its judgements, unless an analyst retired it. Restored claims count as new.

        Raises:
            CasebookError: when a claim's words are not the text's words at its spans.
        """
        added = 0
        with self.entry(READ, coder, {"texts": len(readings), "codebook": codebook}) as entry:
            for unread, claims, notes in readings:
                added += insert_reading(entry, unread, claims, notes, coder=coder, codebook=codebook)
            entry.forget_if_empty()
        return added

    def add_event(
        self,
        event_id: str,
        title: str,
        claims: Sequence[Claim],
        *,
        coder: str,
        certainty: str | None = None,
        first_use: bool = False,
    ) -> None:
        """Record an event with the claims about it, coded by hand from cited pages.

        An event that the record has is left as it is.

        Raises:
            CasebookError: when a claim has no citation.
        """
        self.add_events([(event_id, title, claims, certainty, first_use)], coder=coder)

    def add_events(
        self,
        events: Iterable[tuple[str, str, Sequence[Claim], str | None, bool]],
        *,
        coder: str,
    ) -> int:
        """Record events, given as (id, title, claims, certainty, first use), in one transaction.

        Events that the record has are left as they are; returns how many were new.

        Raises:
            CasebookError: when a claim has no citation.
        """
        new = 0
        with self.entry("add-events", coder) as entry:
            held = set(entry.connection.execute(select(event.c.id)).scalars())
            for key, title, claims, certainty, first_use in events:
                if key in held:
                    continue
                held.add(key)
                if any(item.citation is None for item in claims):
                    raise CasebookError(f"a claim about {key} cites no page; a claim coded by hand needs one")
                keyed = {claim_id(item, key): item for item in claims}
                entry.insert(
                    event,
                    [
                        {
                            "id": key,
                            "title": title,
                            "certainty": certainty,
                            "first_use": first_use,
                            "coder": coder,
                        }
                    ],
                )
                insert_claims(entry, list(keyed.items()), text_id=None, reading_id=None)
                entry.insert(event_claim, [{"event_id": key, "claim_id": name} for name in keyed])
                entry.insert(
                    search_entry, [{"subject_table": "event", "subject_id": key, "folded": fold(title)}]
                )
                new += 1
            entry.forget_if_empty()
        return new

    def judge(
        self,
        table_name: str,
        subject_id: str,
        verdict: str,
        *,
        slot: str | None = None,
        value: Any = None,
        comment: str | None = None,
    ) -> None:
        """Add an analyst's decision beside what it is about.

        Raises:
            UnknownIdError: when there is nothing with that id.
        """
        self._must_exist(table_name, subject_id)
        with self.entry("judge", subject_id, {"verdict": verdict}) as entry:
            entry.insert(
                judgement,
                [
                    {
                        "subject_table": table_name,
                        "subject_id": subject_id,
                        "verdict": verdict,
                        "slot": slot,
                        "value": None if value is None else json.dumps(value, ensure_ascii=False),
                        "comment": comment,
                        "coder": self.who,
                    }
                ],
            )

    def merge(self, table_name: str, left: str, right: str, *, same: bool, reason: str) -> None:
        """Say that two rows are the same thing, or that they are not; undone by retiring the edge.

        Raises:
            UnknownIdError: when one of them does not exist.
            CasebookError: when both are the same row.
        """
        if left == right:
            raise CasebookError(f"{left} cannot be merged with itself; name two different rows")
        for one in (left, right):
            self._must_exist(table_name, one)
        low, high = sorted((left, right))
        with self.entry("merge" if same else "not-same", low, {"other": high}) as entry:
            entry.insert(
                merge,
                [
                    {
                        "subject_table": table_name,
                        "left_id": low,
                        "right_id": high,
                        "verdict": "same" if same else "not-same",
                        "reason": reason,
                    }
                ],
            )

    def retire(self, table_name: str, row_id: str, reason: str, *, replaced_by: str | None = None) -> None:
        """Say that a row no longer holds; it stays readable as of earlier dates.

        What was read from a report goes with it. Retiring a retirement makes the earlier row hold again.

        Raises:
            UnknownIdError: when there is no such row.
            CasebookError: when rows of that table cannot be retired.
        """
        self._must_exist(table_name, row_id)
        table = metadata.tables[table_name]
        if "entry" not in table.c:
            raise CasebookError(
                f"a row of {table_name} cannot be retired by itself; retire what it is part of"
            )
        with self.entry("retire", row_id, {"table": table_name, "reason": reason}) as entry:
            entry.retire(table, [row_id], reason, replaced_by=replaced_by)
            if table is report:
                read = AsOf().select(claim, claim.c.report_id == row_id, columns=[claim.c.id])
                gone = sorted(entry.connection.execute(read).scalars())
                entry.retire(claim, gone, f"its report was retired: {reason}")

    def add_echoes(self, echoes: Sequence[RecordedEcho]) -> int:
        """Keep which report leans on which; return how many were new to the record."""
        with self.entry("add-echoes", None, {"echoes": len(echoes)}) as entry:
            new = insert_echoes(entry, echoes)
            entry.forget_if_empty()
        return new

    def log_use(self, sha256s: Sequence[str], action: str, tool: str) -> None:
        """Write into the custody log that captures were read or exported."""
        if not sha256s:
            return
        with self.entry(f"log-{action}", None, {"captures": len(sha256s)}) as entry:
            entry.insert(
                custody,
                [
                    {
                        "sha256": sha256,
                        "action": action,
                        "who": self.who,
                        "locator": "",
                        "tool": tool,
                        "happened_at": stamp(now()),
                        "detail": None,
                    }
                    for sha256 in sha256s
                ],
            )

    def _must_exist(self, table_name: str, row_id: str) -> None:
        table = metadata.tables.get(table_name)
        if table is None:
            raise CasebookError(f"the record has no table {table_name!r}")
        key = table.primary_key.columns.values()[0]
        wanted: str | int = row_id
        if key.type.python_type is int:
            # No row has the number -1, so what is no number finds none.
            wanted = int(row_id) if row_id.isascii() and row_id.isdigit() and len(row_id) < 10 else -1
        with self.engine.connect() as connection:
            if connection.execute(select(key).where(key == wanted)).first() is None:
                raise UnknownIdError(f"the record has no {table_name} with the id {row_id}")


def open_casebook(
    folder: str | Path, *, create: bool = False, name: str | None = None, who: str | None = None
) -> Casebook:
    """Open a casebook folder, bringing its schema and registries up to date.

    Args:
        folder: the casebook's folder.
        create: make it when there is none.
        name: what a new casebook is called; the folder's name when left out.
        who: whose hand the journal names; the analyst of casebook.toml when left out.

    Raises:
        NotACasebookError: when there is no casebook and `create` is false, or the folder holds other things.
        CasebookError: when it is damaged or made by a newer Thistledown; the message says what to do.
    """
    paths = CasebookPaths(Path(folder).expanduser())
    if not paths.settings.exists():
        if not create:
            raise NotACasebookError(
                f"{paths.folder} is not a casebook; make one with `thistledown init {paths.folder}`"
            )
        others = not paths.record.exists() and paths.folder.exists() and _strangers(paths)
        # Looked at once more after that: another process may be making the same casebook.
        if not paths.settings.exists():
            if others:
                raise NotACasebookError(
                    f"{paths.folder} holds other files; choose a new or empty folder for the casebook"
                )
            paths.folder.mkdir(parents=True, exist_ok=True)
            Settings(name or paths.folder.name, who or default_analyst()).save(paths.settings)
    settings = Settings.load(paths.settings)
    paths.archive.mkdir(exist_ok=True)
    who = who or settings.analyst
    if len(who) > LONGEST_NAME:
        raise CasebookError(f"the name {who[:40]}… is longer than {LONGEST_NAME} characters; shorten it")
    if settings.database:
        engine = make_engine(settings.database)
    elif not paths.record.exists() and next(iter(Archive(paths)), None) is not None:
        raise CasebookError(
            f"{paths.record} is missing while the archive holds captures; restore it from a backup, or move "
            f"{paths.archive} away to begin again with an empty record"
        )
    else:
        engine = make_engine(URL.create("sqlite", database=str(paths.record.absolute())))
    try:
        migrate(engine)
        load_registry(engine, registry(), who)
    except Exception as error:
        engine.dispose()
        if isinstance(error, CasebookError):
            raise
        if settings.database:
            raise CasebookError(
                f"the record at {engine.url.render_as_string()} could not be opened ({error}); "
                "check that the server runs, and the address in casebook.toml"
            ) from error
        raise CasebookError(
            f"{paths.record} could not be opened ({error}); if it is damaged, restore it from a backup. "
            "The captures in archive/ are separate files and can be taken in again"
        ) from error
    return Casebook(paths, settings, engine, who)


def _strangers(paths: CasebookPaths) -> bool:
    """Whether a folder holds anything but what an interrupted `open_casebook` leaves behind."""
    return any(not path.name.startswith(DRAFT) for path in paths.folder.iterdir())
