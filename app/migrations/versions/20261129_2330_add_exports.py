"""add exports"""

import sqlalchemy as sa
from alembic import op

revision = "exports"
down_revision = "visits_never_stuck"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "exports",
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("endpoint", sa.String(60), nullable=False),
        sa.Column("name", sa.String(80), nullable=False),
        sa.Column("query", sa.String(2000), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("rows_done", sa.Integer(), server_default="0", nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.Column("error", sa.String(300), server_default="", nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("leased_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind IN ('csv', 'xlsx')", name=op.f("ck_exports_kind")),
        sa.CheckConstraint(
            "status IN ('WAITING', 'RUNNING', 'DONE', 'FAILED', 'EXPIRED')", name=op.f("ck_exports_status")
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_exports_user_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_exports_file_id"), ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_exports")),
    )
    op.create_index("ix_exports_user_id", "exports", ["user_id", "id"])
    open_ones = sa.text("status IN ('WAITING', 'RUNNING')")
    op.create_index("ix_exports_open", "exports", ["id"], postgresql_where=open_ones)
    op.create_index("ix_exports_file", "exports", ["finished_at"], postgresql_where=sa.text("file_id IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("exports")
