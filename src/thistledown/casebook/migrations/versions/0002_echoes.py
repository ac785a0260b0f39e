"""Which report leans on which."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "echo",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("from_report", sa.String(length=64), nullable=False),
        sa.Column("to_report", sa.String(length=64), nullable=False),
        sa.Column("relation", sa.String(length=20), nullable=False),
        sa.Column("probability", sa.Float(), nullable=False),
        sa.Column("evidence", sa.Text(), nullable=False),
        sa.Column("coder", sa.String(length=120), nullable=False),
        sa.Column("recorded_at", sa.String(length=27), nullable=False),
        sa.Column("entry", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["entry"], ["journal.seq"], name=op.f("fk_echo_entry")),
        sa.ForeignKeyConstraint(["from_report"], ["report.id"], name=op.f("fk_echo_from_report")),
        sa.ForeignKeyConstraint(["to_report"], ["report.id"], name=op.f("fk_echo_to_report")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_echo")),
    )
    for column in ("from_report", "to_report", "coder"):
        op.create_index(op.f(f"ix_echo_{column}"), "echo", [column], unique=False)
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER echo_no_{verb.lower()} BEFORE {verb} ON echo "
                "BEGIN SELECT RAISE(ABORT, 'the record is append-only: echo'); END"
            )
        return
    op.execute(
        "CREATE TRIGGER echo_append_only BEFORE UPDATE OR DELETE ON echo "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER echo_no_truncate BEFORE TRUNCATE ON echo "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
    )
