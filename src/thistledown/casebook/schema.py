"""The tables, stated once; SQLite and PostgreSQL alike.

Rows are only ever inserted. `retirement` says that an earlier row no longer holds, and since when; a read
"as known on D" keeps rows recorded by D and not retired by D. Every row names the journal entry (who,
when, what) that brought it; the parts of a claim (`claim_…`) are as old as their claim. A retirement can
be retired itself: then the earlier row holds again. Instants are UTC text that sorts in time order
(`clock.stamp`), so that both engines compare them alike.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    UniqueConstraint,
)

from thistledown.casebook.columns import Line, Prose

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def _recorded() -> tuple[Column[str], Column[int]]:
    return (
        Column("recorded_at", Line(27), nullable=False),
        Column("entry", Integer, ForeignKey("journal.seq"), nullable=False),
    )


journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("recorded_at", Line(27), nullable=False, index=True),
    Column("who", Line(200), nullable=False),
    Column("what", Line(60), nullable=False),
    Column("subject", Line(200)),
    Column("detail", Prose),
    Index("ix_journal_what", "what", "seq"),
)

retirement = Table(
    "retirement",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_table", Line(40), nullable=False),
    Column("subject_id", Line(120), nullable=False),
    Column("replaced_by", Line(120)),
    Column("reason", Prose, nullable=False),
    *_recorded(),
    Index("ix_retirement_subject", "subject_table", "subject_id"),
)

source = Table("source", metadata, Column("id", Line(120), primary_key=True), *_recorded())

# The newest profile recorded by a date is the one that holds on it; likewise for actors.
source_profile = Table(
    "source_profile",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", Line(120), ForeignKey("source.id"), nullable=False, index=True),
    Column("name", Prose, nullable=False),
    Column("kind", Line(40), nullable=False),
    Column("country", Line(3)),
    Column("language", Line(12)),
    Column("affiliation", Line(40)),
    Column("network", Line(120), index=True),
    *_recorded(),
)

source_grade = Table(
    "source_grade",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", Line(120), ForeignKey("source.id"), nullable=False, index=True),
    Column("reliability", Line(1), nullable=False),
    Column("reason", Prose, nullable=False),
    Column("graded_by", Line(200), nullable=False),
    *_recorded(),
)

actor = Table("actor", metadata, Column("id", Line(120), primary_key=True), *_recorded())

actor_profile = Table(
    "actor_profile",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("actor_id", Line(120), ForeignKey("actor.id"), nullable=False, index=True),
    Column("kind", Line(40), nullable=False, index=True),
    Column("name", Prose, nullable=False),
    Column("country", Line(3)),
    Column("parent_id", Line(120), index=True),
    Column("note", Prose),
    *_recorded(),
)

actor_name = Table(
    "actor_name",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("actor_id", Line(120), ForeignKey("actor.id"), nullable=False, index=True),
    Column("name", Prose, nullable=False),
    Column("language", Line(12), nullable=False),
    Column("form", Line(20), nullable=False),
    *_recorded(),
)

actor_relation = Table(
    "actor_relation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("actor_id", Line(120), ForeignKey("actor.id"), nullable=False, index=True),
    Column("relation", Line(40), nullable=False),
    Column("other_id", Line(120), ForeignKey("actor.id"), nullable=False, index=True),
    Column("start", Line(10)),
    Column("end", Line(10)),
    Column("note", Prose),
    *_recorded(),
)

capture = Table(
    "capture",
    metadata,
    Column("sha256", Line(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", Line(200), nullable=False),
    *_recorded(),
)

custody = Table(
    "custody",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", Line(64), ForeignKey("capture.sha256"), nullable=False, index=True),
    Column("action", Line(20), nullable=False),
    Column("who", Line(200), nullable=False),
    Column("locator", Prose, nullable=False),
    Column("tool", Line(200), nullable=False),
    Column("happened_at", Line(27), nullable=False),
    Column("detail", Prose),
    *_recorded(),
)

report = Table(
    "report",
    metadata,
    Column("id", Line(64), primary_key=True),
    Column("sha256", Line(64), ForeignKey("capture.sha256"), nullable=False, index=True),
    Column("part", Prose, nullable=False),
    Column("locator", Prose, nullable=False),
    Column("url", Prose),
    Column("title", Prose),
    Column("outlet", Prose),
    Column("source_id", Line(120), ForeignKey("source.id"), index=True),
    Column("author_kind", Line(40), nullable=False),
    Column("published_start", Line(10)),
    Column("published_end", Line(10)),
    Column("published_precision", Line(10)),
    Column("published_at", Line(27)),
    Column("language", Line(12), index=True),
    Column("links", Prose),
    Column("notes", Prose),
    *_recorded(),
    # By hash where there is a choice: an address may be longer than a PostgreSQL tree index takes.
    Index("ix_report_locator", "locator", postgresql_using="hash"),
    Index("ix_report_entry", "entry", "id"),
)

clean_text = Table(
    "clean_text",
    metadata,
    Column("id", Line(64), primary_key=True),
    Column("report_id", Line(64), ForeignKey("report.id"), nullable=False, index=True),
    Column("text", Prose, nullable=False),
    Column("offsets", LargeBinary, nullable=False),
    Column("extractor", Line(200), nullable=False),
    *_recorded(),
    Index("ix_clean_text_entry", "entry", "id"),
)

reading = Table(
    "reading",
    metadata,
    Column("id", Line(64), primary_key=True),
    Column("text_id", Line(64), ForeignKey("clean_text.id"), nullable=False, index=True),
    Column("coder", Line(120), nullable=False, index=True),
    Column("codebook", Line(40), nullable=False),
    Column("claims", Integer, nullable=False),
    Column("notes", Prose),
    *_recorded(),
)

claim = Table(
    "claim",
    metadata,
    Column("id", Line(64), primary_key=True),
    Column("report_id", Line(64), ForeignKey("report.id"), index=True),
    Column("text_id", Line(64), ForeignKey("clean_text.id"), index=True),
    Column("reading_id", Line(64), ForeignKey("reading.id")),
    Column("kind", Line(20), nullable=False, index=True),
    Column("system", Line(40)),
    Column("when_start", Line(10), index=True),
    Column("when_end", Line(10)),
    Column("when_precision", Line(10)),
    Column("place", Prose),
    Column("country", Line(3), index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("modality", Line(20), nullable=False),
    Column("polarity", Line(10), nullable=False),
    Column("generic", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("quote", Prose),
    Column("quote_start", Integer),
    Column("quote_end", Integer),
    Column("coder", Line(120), nullable=False, index=True),
    Column("codebook", Line(40), nullable=False),
    Column("reasons", Prose),
    Column("citation_url", Prose),
    Column("citation_source_id", Line(120), ForeignKey("source.id"), index=True),
    Column("citation_publisher", Prose),
    Column("citation_published", Line(10)),
    Column("citation_language", Line(12)),
    Column("citation_note", Prose),
    *_recorded(),
    Index("ix_claim_reading_id", "reading_id", "entry"),
)

claim_party = Table(
    "claim_party",
    metadata,
    Column("claim_id", Line(64), ForeignKey("claim.id"), primary_key=True),
    Column("role", Line(10), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor_id", Line(120), ForeignKey("actor.id"), index=True),
    Column("name", Prose, nullable=False),
    Column("literal", Prose, nullable=False),
    Column("actor_kind", Line(40), nullable=False),
    Column("modality", Line(20), nullable=False),
    Column("alternative", Line(4), nullable=False),
)

claim_item = Table(
    "claim_item",
    metadata,
    Column("claim_id", Line(64), ForeignKey("claim.id"), primary_key=True),
    Column("item", Line(20), primary_key=True),
    Column("position", Integer, nullable=False),
)

claim_pathway = Table(
    "claim_pathway",
    metadata,
    Column("claim_id", Line(64), ForeignKey("claim.id"), primary_key=True),
    Column("pathway", Line(20), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("weight", Float, nullable=False),
)

claim_span = Table(
    "claim_span",
    metadata,
    Column("claim_id", Line(64), ForeignKey("claim.id"), primary_key=True),
    Column("slot", Line(12), primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

claim_holder = Table(
    "claim_holder",
    metadata,
    Column("claim_id", Line(64), ForeignKey("claim.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Prose, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", Line(120), primary_key=True),
    Column("title", Prose, nullable=False),
    Column("certainty", Line(20)),
    Column("first_use", Boolean, nullable=False),
    Column("coder", Line(120), nullable=False),
    *_recorded(),
)

event_claim = Table(
    "event_claim",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event_id", Line(120), ForeignKey("event.id"), nullable=False, index=True),
    Column("claim_id", Line(64), ForeignKey("claim.id"), nullable=False, index=True),
    *_recorded(),
    UniqueConstraint("event_id", "claim_id"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_table", Line(40), nullable=False),
    Column("subject_id", Line(120), nullable=False),
    Column("verdict", Line(20), nullable=False),
    Column("slot", Line(20)),
    Column("value", Prose),
    Column("comment", Prose),
    Column("coder", Line(200), nullable=False),
    *_recorded(),
    Index("ix_judgement_subject", "subject_table", "subject_id"),
)

merge = Table(
    "merge",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_table", Line(40), nullable=False),
    Column("left_id", Line(120), nullable=False, index=True),
    Column("right_id", Line(120), nullable=False, index=True),
    Column("verdict", Line(10), nullable=False),
    Column("reason", Prose, nullable=False),
    *_recorded(),
)

# Which report leans on which, as a machine or an analyst found it: `to_report` is the one that leans.
echo = Table(
    "echo",
    metadata,
    Column("id", Line(64), primary_key=True),
    Column("from_report", Line(64), ForeignKey("report.id"), nullable=False, index=True),
    Column("to_report", Line(64), ForeignKey("report.id"), nullable=False, index=True),
    Column("relation", Line(20), nullable=False),
    Column("probability", Float, nullable=False),
    Column("evidence", Prose, nullable=False),
    Column("coder", Line(120), nullable=False, index=True),
    *_recorded(),
)

# What full-text search looks through: folded text (casebook.folding), one row a report, claim or event.
search_entry = Table(
    "search_entry",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_table", Line(40), nullable=False),
    Column("subject_id", Line(120), nullable=False),
    Column("folded", Prose, nullable=False),
    *_recorded(),
    UniqueConstraint("subject_table", "subject_id"),
    Index("ix_search_entry_entry", "entry", "id"),
)

APPEND_ONLY = tuple(metadata.sorted_tables)
