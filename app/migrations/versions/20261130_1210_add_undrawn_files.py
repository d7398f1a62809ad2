"""PDFs that could not be drawn, on a work queue."""

import sqlalchemy as sa
from alembic import op

revision = "undrawn_files"
down_revision = "shown_state"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "undrawn_files",
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("subject_id", sa.BigInteger(), nullable=False),
        sa.Column("digest", sa.String(length=64), server_default="", nullable=False),
        sa.Column("title", sa.String(length=200), server_default="", nullable=False),
        sa.Column("error", sa.String(length=300), server_default="", nullable=False),
        sa.Column("tries", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undrawn_files")),
        sa.CheckConstraint(
            "kind IN ('ARTICLE', 'READINESS', 'SERVICE_LEVELS', 'SUPPORT_MONTH', 'MAINTENANCE_MONTH')",
            name=op.f("ck_undrawn_files_kind"),
        ),
        sa.CheckConstraint("status IN ('OPEN', 'DONE')", name=op.f("ck_undrawn_files_status")),
    )
    op.create_index(
        "uq_undrawn_files_open",
        "undrawn_files",
        ["kind", "subject_id"],
        unique=True,
        postgresql_where=sa.text("status = 'OPEN'"),
    )
    op.create_index("ix_undrawn_files_status_id", "undrawn_files", ["status", "id"])


def downgrade() -> None:
    op.drop_table("undrawn_files")
