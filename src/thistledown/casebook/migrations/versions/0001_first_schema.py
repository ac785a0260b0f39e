"""The first schema: captures, reports, claims, events, judgements, merges, journal, search."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

TABLES = (
    "journal",
    "actor",
    "capture",
    "event",
    "judgement",
    "merge",
    "retirement",
    "search_entry",
    "source",
    "actor_name",
    "actor_profile",
    "actor_relation",
    "custody",
    "report",
    "source_grade",
    "source_profile",
    "clean_text",
    "reading",
    "claim",
    "claim_holder",
    "claim_item",
    "claim_party",
    "claim_pathway",
    "claim_span",
    "event_claim",
)


def upgrade() -> None:
    _create_tables()
    if op.get_bind().dialect.name == "sqlite":
        _guard_sqlite()
        _index_sqlite()
    else:
        _guard_postgresql()
        _index_postgresql()


def _guard_sqlite() -> None:
    for table in TABLES:
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                f"BEGIN SELECT RAISE(ABORT, 'the record is append-only: {table}'); END"
            )


def _guard_postgresql() -> None:
    op.execute(
        "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'the record is append-only: %', TG_TABLE_NAME; END $$"
    )
    for table in TABLES:
        op.execute(
            f"CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _index_sqlite() -> None:
    op.execute(
        "CREATE VIRTUAL TABLE search_index USING fts5("
        "folded, content='search_entry', content_rowid='id', tokenize='unicode61 remove_diacritics 0')"
    )
    op.execute(
        "CREATE TRIGGER search_entry_indexed AFTER INSERT ON search_entry BEGIN "
        "INSERT INTO search_index(rowid, folded) VALUES (new.id, new.folded); END"
    )


def _index_postgresql() -> None:
    # A tsvector holds 1 MB; the first 200,000 characters always fit (search.py asks for the same).
    op.execute(
        "CREATE INDEX ix_search_entry_words ON search_entry "
        "USING gin (to_tsvector('simple', left(folded, 200000)))"
    )


def _create_tables() -> None:
    op.create_table(
        "journal",
        sa.Column("seq", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=60), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_journal")),
    )
    op.create_index(op.f("ix_journal_recorded_at"), "journal", ["recorded_at"], unique=False)
    op.create_index("ix_journal_what", "journal", ["what", "seq"], unique=False)
    op.create_table(
        "actor",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_actor_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor")),
    )
    op.create_table(
        "capture",
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("media_type", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_capture_entry")),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_capture")),
    )
    op.create_table(
        "event",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("certainty", sa.String(length=20), nullable=True),
        sa.Column("first_use", sa.Boolean(), nullable=False),
        sa.Column("coder", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_event_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event")),
    )
    op.create_table(
        "judgement",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject_table", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=120), nullable=False),
        sa.Column("verdict", sa.String(length=20), nullable=False),
        sa.Column("slot", sa.String(length=20), nullable=True),
        sa.Column("value", sa.Text(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("coder", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_judgement_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgement")),
    )
    op.create_index("ix_judgement_subject", "judgement", ["subject_table", "subject_id"], unique=False)
    op.create_table(
        "merge",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject_table", sa.String(length=40), nullable=False),
        sa.Column("left_id", sa.String(length=120), nullable=False),
        sa.Column("right_id", sa.String(length=120), nullable=False),
        sa.Column("verdict", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_merge_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge")),
    )
    op.create_index(op.f("ix_merge_left_id"), "merge", ["left_id"], unique=False)
    op.create_index(op.f("ix_merge_right_id"), "merge", ["right_id"], unique=False)
    op.create_table(
        "retirement",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject_table", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=120), nullable=False),
        sa.Column("replaced_by", sa.String(length=120), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_retirement_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_retirement")),
    )
    op.create_index("ix_retirement_subject", "retirement", ["subject_table", "subject_id"], unique=False)
    op.create_table(
        "search_entry",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("subject_table", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_search_entry_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint(
            "subject_table", "subject_id", name=op.f("uq_search_entry_subject_table_subject_id")
        ),
    )
    op.create_index("ix_search_entry_entry", "search_entry", ["entry", "id"], unique=False)
    op.create_table(
        "source",
        sa.Column("id", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_source_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source")),
    )
    op.create_table(
        "actor_name",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("actor_id", sa.String(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("language", sa.String(length=12), nullable=False),
        sa.Column("form", sa.String(length=20), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_actor_name_actor_id")),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_actor_name_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_name")),
    )
    op.create_index(op.f("ix_actor_name_actor_id"), "actor_name", ["actor_id"], unique=False)
    op.create_table(
        "actor_profile",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("actor_id", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("parent_id", sa.String(length=120), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_actor_profile_actor_id")),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_actor_profile_entry")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_profile")),
    )
    op.create_index(op.f("ix_actor_profile_actor_id"), "actor_profile", ["actor_id"], unique=False)
    op.create_index(op.f("ix_actor_profile_kind"), "actor_profile", ["kind"], unique=False)
    op.create_index(op.f("ix_actor_profile_parent_id"), "actor_profile", ["parent_id"], unique=False)
    op.create_table(
        "actor_relation",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("actor_id", sa.String(length=120), nullable=False),
        sa.Column("relation", sa.String(length=40), nullable=False),
        sa.Column("other_id", sa.String(length=120), nullable=False),
        sa.Column("start", sa.String(length=10), nullable=True),
        sa.Column("end", sa.String(length=10), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_actor_relation_actor_id")),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_actor_relation_entry")),
        sa.ForeignKeyConstraint(["other_id"], ["actor.id"], name=op.f("fk_actor_relation_other_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_relation")),
    )
    op.create_index(op.f("ix_actor_relation_actor_id"), "actor_relation", ["actor_id"], unique=False)
    op.create_index(op.f("ix_actor_relation_other_id"), "actor_relation", ["other_id"], unique=False)
    op.create_table(
        "custody",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("action", sa.String(length=20), nullable=False),
        sa.Column("who", sa.String(length=200), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("tool", sa.String(length=200), nullable=False),
        sa.Column("happened_at", sa.String(length=27), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_custody_entry")),
        sa.ForeignKeyConstraint(["sha256"], ["capture.sha256"], name=op.f("fk_custody_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_custody")),
    )
    op.create_index(op.f("ix_custody_sha256"), "custody", ["sha256"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("locator", sa.Text(), nullable=False),
        sa.Column("url", sa.Text(), nullable=True),
        sa.Column("title", sa.Text(), nullable=True),
        sa.Column("outlet", sa.Text(), nullable=True),
        sa.Column("source_id", sa.String(length=120), nullable=True),
        sa.Column("author_kind", sa.String(length=40), nullable=False),
        sa.Column("published_start", sa.String(length=10), nullable=True),
        sa.Column("published_end", sa.String(length=10), nullable=True),
        sa.Column("published_precision", sa.String(length=10), nullable=True),
        sa.Column("published_at", sa.String(length=27), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("links", sa.Text(), nullable=True),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_report_entry")),
        sa.ForeignKeyConstraint(["sha256"], ["capture.sha256"], name=op.f("fk_report_sha256")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_report_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report")),
    )
    op.create_index(op.f("ix_report_language"), "report", ["language"], unique=False)
    op.create_index("ix_report_locator", "report", ["locator"], unique=False, postgresql_using="hash")
    op.create_index("ix_report_entry", "report", ["entry", "id"], unique=False)
    op.create_index(op.f("ix_report_sha256"), "report", ["sha256"], unique=False)
    op.create_index(op.f("ix_report_source_id"), "report", ["source_id"], unique=False)
    op.create_table(
        "source_grade",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("reliability", sa.String(length=1), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("graded_by", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_source_grade_entry")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_grade_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_grade")),
    )
    op.create_index(op.f("ix_source_grade_source_id"), "source_grade", ["source_id"], unique=False)
    op.create_table(
        "source_profile",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("source_id", sa.String(length=120), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("language", sa.String(length=12), nullable=True),
        sa.Column("affiliation", sa.String(length=40), nullable=True),
        sa.Column("network", sa.String(length=120), nullable=True),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_source_profile_entry")),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name=op.f("fk_source_profile_source_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_source_profile")),
    )
    op.create_index(op.f("ix_source_profile_network"), "source_profile", ["network"], unique=False)
    op.create_index(op.f("ix_source_profile_source_id"), "source_profile", ["source_id"], unique=False)
    op.create_table(
        "clean_text",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("report_id", sa.String(length=64), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("offsets", sa.LargeBinary(), nullable=False),
        sa.Column("extractor", sa.String(length=200), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_clean_text_entry")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_clean_text_report_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_clean_text")),
    )
    op.create_index(op.f("ix_clean_text_report_id"), "clean_text", ["report_id"], unique=False)
    op.create_index("ix_clean_text_entry", "clean_text", ["entry", "id"], unique=False)
    op.create_table(
        "reading",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("text_id", sa.String(length=64), nullable=False),
        sa.Column("coder", sa.String(length=120), nullable=False),
        sa.Column("codebook", sa.String(length=40), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_reading_entry")),
        sa.ForeignKeyConstraint(["text_id"], ["clean_text.id"], name=op.f("fk_reading_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reading")),
    )
    op.create_index(op.f("ix_reading_coder"), "reading", ["coder"], unique=False)
    op.create_index(op.f("ix_reading_text_id"), "reading", ["text_id"], unique=False)
    op.create_table(
        "claim",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("report_id", sa.String(length=64), nullable=True),
        sa.Column("text_id", sa.String(length=64), nullable=True),
        sa.Column("reading_id", sa.String(length=64), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=True),
        sa.Column("when_start", sa.String(length=10), nullable=True),
        sa.Column("when_end", sa.String(length=10), nullable=True),
        sa.Column("when_precision", sa.String(length=10), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("country", sa.String(length=3), nullable=True),
        sa.Column("lat", sa.Float(), nullable=True),
        sa.Column("lon", sa.Float(), nullable=True),
        sa.Column("radius_km", sa.Float(), nullable=True),
        sa.Column("modality", sa.String(length=20), nullable=False),
        sa.Column("polarity", sa.String(length=10), nullable=False),
        sa.Column("generic", sa.Boolean(), nullable=False),
        sa.Column("confidence", sa.Float(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("quote_start", sa.Integer(), nullable=True),
        sa.Column("quote_end", sa.Integer(), nullable=True),
        sa.Column("coder", sa.String(length=120), nullable=False),
        sa.Column("codebook", sa.String(length=40), nullable=False),
        sa.Column("reasons", sa.Text(), nullable=True),
        sa.Column("citation_url", sa.Text(), nullable=True),
        sa.Column("citation_source_id", sa.String(length=120), nullable=True),
        sa.Column("citation_publisher", sa.Text(), nullable=True),
        sa.Column("citation_published", sa.String(length=10), nullable=True),
        sa.Column("citation_language", sa.String(length=12), nullable=True),
        sa.Column("citation_note", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["citation_source_id"], ["source.id"], name=op.f("fk_claim_citation_source_id")
        ),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_claim_entry")),
        sa.ForeignKeyConstraint(["reading_id"], ["reading.id"], name=op.f("fk_claim_reading_id")),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name=op.f("fk_claim_report_id")),
        sa.ForeignKeyConstraint(["text_id"], ["clean_text.id"], name=op.f("fk_claim_text_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_claim")),
    )
    op.create_index(op.f("ix_claim_citation_source_id"), "claim", ["citation_source_id"], unique=False)
    op.create_index(op.f("ix_claim_coder"), "claim", ["coder"], unique=False)
    op.create_index(op.f("ix_claim_country"), "claim", ["country"], unique=False)
    op.create_index(op.f("ix_claim_kind"), "claim", ["kind"], unique=False)
    op.create_index("ix_claim_reading_id", "claim", ["reading_id", "entry"], unique=False)
    op.create_index(op.f("ix_claim_report_id"), "claim", ["report_id"], unique=False)
    op.create_index(op.f("ix_claim_text_id"), "claim", ["text_id"], unique=False)
    op.create_index(op.f("ix_claim_when_start"), "claim", ["when_start"], unique=False)
    op.create_table(
        "claim_holder",
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_holder_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "position", name=op.f("pk_claim_holder")),
    )
    op.create_table(
        "claim_item",
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_item_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "item", name=op.f("pk_claim_item")),
    )
    op.create_table(
        "claim_party",
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.String(length=120), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("literal", sa.Text(), nullable=False),
        sa.Column("actor_kind", sa.String(length=40), nullable=False),
        sa.Column("modality", sa.String(length=20), nullable=False),
        sa.Column("alternative", sa.String(length=4), nullable=False),
        sa.ForeignKeyConstraint(["actor_id"], ["actor.id"], name=op.f("fk_claim_party_actor_id")),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_party_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "role", "position", name=op.f("pk_claim_party")),
    )
    op.create_index(op.f("ix_claim_party_actor_id"), "claim_party", ["actor_id"], unique=False)
    op.create_table(
        "claim_pathway",
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.Column("pathway", sa.String(length=20), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("weight", sa.Float(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_pathway_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "pathway", name=op.f("pk_claim_pathway")),
    )
    op.create_index(op.f("ix_claim_pathway_pathway"), "claim_pathway", ["pathway"], unique=False)
    op.create_table(
        "claim_span",
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.Column("slot", sa.String(length=12), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_claim_span_claim_id")),
        sa.PrimaryKeyConstraint("claim_id", "slot", name=op.f("pk_claim_span")),
    )
    op.create_table(
        "event_claim",
        sa.Column("id", sa.Integer(), autoincrement=True, nullable=False),
        sa.Column("event_id", sa.String(length=120), nullable=False),
        sa.Column("claim_id", sa.String(length=64), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"], name=op.f("fk_event_claim_claim_id")),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_event_claim_entry")),
        sa.ForeignKeyConstraint(["event_id"], ["event.id"], name=op.f("fk_event_claim_event_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_event_claim")),
        sa.UniqueConstraint("event_id", "claim_id", name=op.f("uq_event_claim_event_id_claim_id")),
    )
    op.create_index(op.f("ix_event_claim_claim_id"), "event_claim", ["claim_id"], unique=False)
    op.create_index(op.f("ix_event_claim_event_id"), "event_claim", ["event_id"], unique=False)
    # ### end Alembic commands ###
