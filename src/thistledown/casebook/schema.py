"""The tables, stated once; SQLite and PostgreSQL alike.

Rows are only ever inserted. `retirement` says that an earlier row no longer holds, and since when; a read
"as known on D" keeps rows recorded by D and not retired by D. Every row names the journal entry (who,
when, what) that brought it. Instants are UTC text that sorts in time order (`clock.stamp`), so that both
engines compare them alike.
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
    String,
    Table,
    Text,
    UniqueConstraint,
)

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
        Column("recorded_at", String(27), nullable=False),
        Column("entry", Integer, ForeignKey("journal.seq"), nullable=False),
    )


journal = Table(
    "journal",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=True),
    Column("recorded_at", String(27), nullable=False, index=True),
    Column("who", String(200), nullable=False),
    Column("what", String(60), nullable=False),
    Column("subject", String(200)),
    Column("detail", Text),
)

retirement = Table(
    "retirement",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_table", String(40), nullable=False),
    Column("subject_id", String(64), nullable=False),
    Column("replaced_by", String(64)),
    Column("reason", Text, nullable=False),
    *_recorded(),
    Index("ix_retirement_subject", "subject_table", "subject_id"),
)

source = Table("source", metadata, Column("id", String(120), primary_key=True), *_recorded())

# The newest profile recorded by a date is the one that holds on it; likewise for actors.
source_profile = Table(
    "source_profile",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", String(120), ForeignKey("source.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("kind", String(40), nullable=False),
    Column("country", String(3)),
    Column("language", String(12)),
    Column("affiliation", String(40)),
    Column("network", String(120), index=True),
    *_recorded(),
)

source_grade = Table(
    "source_grade",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("source_id", String(120), ForeignKey("source.id"), nullable=False, index=True),
    Column("reliability", String(1), nullable=False),
    Column("reason", Text, nullable=False),
    Column("graded_by", String(200), nullable=False),
    *_recorded(),
)

actor = Table("actor", metadata, Column("id", String(120), primary_key=True), *_recorded())

actor_profile = Table(
    "actor_profile",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("actor_id", String(120), ForeignKey("actor.id"), nullable=False, index=True),
    Column("kind", String(40), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("country", String(3)),
    Column("parent_id", String(120), index=True),
    Column("note", Text),
    *_recorded(),
)

actor_name = Table(
    "actor_name",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("actor_id", String(120), ForeignKey("actor.id"), nullable=False, index=True),
    Column("name", Text, nullable=False),
    Column("language", String(12), nullable=False),
    Column("form", String(20), nullable=False),
    *_recorded(),
)

actor_relation = Table(
    "actor_relation",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("actor_id", String(120), ForeignKey("actor.id"), nullable=False, index=True),
    Column("relation", String(40), nullable=False),
    Column("other_id", String(120), ForeignKey("actor.id"), nullable=False, index=True),
    Column("start", String(10)),
    Column("end", String(10)),
    Column("note", Text),
    *_recorded(),
)

capture = Table(
    "capture",
    metadata,
    Column("sha256", String(64), primary_key=True),
    Column("size", Integer, nullable=False),
    Column("media_type", String(200), nullable=False),
    *_recorded(),
)

custody = Table(
    "custody",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("sha256", String(64), ForeignKey("capture.sha256"), nullable=False, index=True),
    Column("action", String(20), nullable=False),
    Column("who", String(200), nullable=False),
    Column("locator", Text, nullable=False),
    Column("tool", String(200), nullable=False),
    Column("happened_at", String(27), nullable=False),
    Column("detail", Text),
    *_recorded(),
)

report = Table(
    "report",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("sha256", String(64), ForeignKey("capture.sha256"), nullable=False, index=True),
    Column("part", Text, nullable=False),
    Column("locator", Text, nullable=False, index=True),
    Column("url", Text),
    Column("title", Text),
    Column("outlet", Text),
    Column("source_id", String(120), ForeignKey("source.id"), index=True),
    Column("author_kind", String(40), nullable=False),
    Column("published_start", String(10)),
    Column("published_end", String(10)),
    Column("published_precision", String(10)),
    Column("published_at", String(27)),
    Column("language", String(12), index=True),
    Column("links", Text),
    Column("notes", Text),
    *_recorded(),
)

clean_text = Table(
    "clean_text",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("report_id", String(64), ForeignKey("report.id"), nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("offsets", LargeBinary, nullable=False),
    Column("extractor", String(200), nullable=False),
    *_recorded(),
)

reading = Table(
    "reading",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("text_id", String(64), ForeignKey("clean_text.id"), nullable=False, index=True),
    Column("coder", String(120), nullable=False, index=True),
    Column("codebook", String(40), nullable=False),
    Column("claims", Integer, nullable=False),
    Column("notes", Text),
    *_recorded(),
)

claim = Table(
    "claim",
    metadata,
    Column("id", String(64), primary_key=True),
    Column("report_id", String(64), ForeignKey("report.id"), index=True),
    Column("text_id", String(64), ForeignKey("clean_text.id"), index=True),
    Column("reading_id", String(64), ForeignKey("reading.id"), index=True),
    Column("kind", String(20), nullable=False, index=True),
    Column("system", String(40)),
    Column("when_start", String(10), index=True),
    Column("when_end", String(10)),
    Column("when_precision", String(10)),
    Column("place", Text),
    Column("country", String(3), index=True),
    Column("lat", Float),
    Column("lon", Float),
    Column("radius_km", Float),
    Column("modality", String(20), nullable=False),
    Column("polarity", String(10), nullable=False),
    Column("generic", Boolean, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("quote", Text),
    Column("quote_start", Integer),
    Column("quote_end", Integer),
    Column("coder", String(120), nullable=False, index=True),
    Column("codebook", String(40), nullable=False),
    Column("reasons", Text),
    Column("citation_url", Text),
    Column("citation_source_id", String(120), ForeignKey("source.id"), index=True),
    Column("citation_publisher", Text),
    Column("citation_published", String(10)),
    Column("citation_language", String(12)),
    Column("citation_note", Text),
    *_recorded(),
)

claim_party = Table(
    "claim_party",
    metadata,
    Column("claim_id", String(64), ForeignKey("claim.id"), primary_key=True),
    Column("role", String(10), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("actor_id", String(120), ForeignKey("actor.id"), index=True),
    Column("name", Text, nullable=False),
    Column("literal", Text, nullable=False),
    Column("actor_kind", String(40), nullable=False),
    Column("modality", String(20), nullable=False),
    Column("alternative", String(4), nullable=False),
)

claim_item = Table(
    "claim_item",
    metadata,
    Column("claim_id", String(64), ForeignKey("claim.id"), primary_key=True),
    Column("item", String(20), primary_key=True),
    Column("position", Integer, nullable=False),
)

claim_pathway = Table(
    "claim_pathway",
    metadata,
    Column("claim_id", String(64), ForeignKey("claim.id"), primary_key=True),
    Column("pathway", String(20), primary_key=True, index=True),
    Column("position", Integer, nullable=False),
    Column("weight", Float, nullable=False),
)

claim_span = Table(
    "claim_span",
    metadata,
    Column("claim_id", String(64), ForeignKey("claim.id"), primary_key=True),
    Column("slot", String(12), primary_key=True),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
)

claim_holder = Table(
    "claim_holder",
    metadata,
    Column("claim_id", String(64), ForeignKey("claim.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("name", Text, nullable=False),
)

event = Table(
    "event",
    metadata,
    Column("id", String(120), primary_key=True),
    Column("title", Text, nullable=False),
    Column("certainty", String(20)),
    Column("first_use", Boolean, nullable=False),
    Column("coder", String(120), nullable=False),
    *_recorded(),
)

event_claim = Table(
    "event_claim",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("event_id", String(120), ForeignKey("event.id"), nullable=False, index=True),
    Column("claim_id", String(64), ForeignKey("claim.id"), nullable=False, index=True),
    *_recorded(),
    UniqueConstraint("event_id", "claim_id"),
)

judgement = Table(
    "judgement",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_table", String(40), nullable=False),
    Column("subject_id", String(120), nullable=False),
    Column("verdict", String(20), nullable=False),
    Column("slot", String(20)),
    Column("value", Text),
    Column("comment", Text),
    Column("coder", String(200), nullable=False),
    *_recorded(),
    Index("ix_judgement_subject", "subject_table", "subject_id"),
)

merge = Table(
    "merge",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_table", String(40), nullable=False),
    Column("left_id", String(120), nullable=False, index=True),
    Column("right_id", String(120), nullable=False, index=True),
    Column("verdict", String(10), nullable=False),
    Column("reason", Text, nullable=False),
    *_recorded(),
)

# What full-text search looks through: folded text (casebook.folding), one row a report, claim or event.
search_entry = Table(
    "search_entry",
    metadata,
    Column("id", Integer, primary_key=True, autoincrement=True),
    Column("subject_table", String(40), nullable=False),
    Column("subject_id", String(120), nullable=False),
    Column("folded", Text, nullable=False),
    *_recorded(),
    UniqueConstraint("subject_table", "subject_id"),
)

APPEND_ONLY = tuple(metadata.sorted_tables)
