"""Steps on many records with what became of each row; list views of the whole team."""

import sqlalchemy as sa
from alembic import op

revision = "bulk_runs"
down_revision = "incident_echoes"
branch_labels = None
depends_on = None


def _made() -> list[sa.Column]:
    return [
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "bulk_runs",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("endpoint", sa.String(60), nullable=False),
        sa.Column("flow", sa.String(40), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_bulk_runs_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_runs")),
    )
    op.create_index("ix_bulk_runs_user_id", "bulk_runs", ["user_id", "id"])
    op.create_index("ix_bulk_runs_created_at", "bulk_runs", ["created_at"])
    op.create_table(
        "bulk_rows",
        sa.Column("run_id", sa.BigInteger(), nullable=False),
        sa.Column("record_id", sa.BigInteger(), nullable=False),
        sa.Column("label", sa.String(200), nullable=False),
        sa.Column("before", sa.String(32), server_default="", nullable=False),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("why", sa.Text(), server_default="", nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        *_made(),
        sa.CheckConstraint("outcome IN ('WAITING', 'DONE', 'REFUSED')", name=op.f("ck_bulk_rows_outcome")),
        sa.ForeignKeyConstraint(["run_id"], ["bulk_runs.id"], name=op.f("fk_bulk_rows_run_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulk_rows")),
    )
    op.create_index("ix_bulk_rows_run_id", "bulk_rows", ["run_id"])
    waiting = sa.text("outcome = 'WAITING'")
    op.create_index("ix_bulk_rows_waiting", "bulk_rows", ["id"], postgresql_where=waiting)
    op.create_index("ix_bulk_rows_created_at", "bulk_rows", ["created_at"])
    op.add_column("saved_filters", sa.Column("shared", sa.Boolean(), server_default="false", nullable=False))
    op.create_index(
        "ix_saved_filters_shared", "saved_filters", ["endpoint"], postgresql_where=sa.text("shared")
    )


def downgrade() -> None:
    op.drop_index("ix_saved_filters_shared", "saved_filters")
    op.drop_column("saved_filters", "shared")
    op.drop_table("bulk_rows")
    op.drop_table("bulk_runs")
