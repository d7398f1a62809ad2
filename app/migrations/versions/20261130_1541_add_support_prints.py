"""PDFs of tickets, drawn by the queue of documents. The check is widened first, validated with a weak lock."""

import sqlalchemy as sa
from alembic import op

revision = "support_prints"
down_revision = "policy_working_hours"
branch_labels = None
depends_on = None

TABLE, NAME = "undrawn_files", "ck_undrawn_files_kind"
BEFORE = "'ARTICLE', 'READINESS', 'SERVICE_LEVELS', 'SUPPORT_MONTH', 'MAINTENANCE_MONTH'"


def upgrade() -> None:
    op.create_table(
        "support_prints",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("with_notes", sa.Boolean(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["support_tickets.id"],
            name=op.f("fk_support_prints_ticket_id_support_tickets"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_support_prints_asked_by_id_users")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_support_prints_file_id_stored_files")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_prints")),
    )
    op.create_index("ix_support_prints_ticket_id", "support_prints", ["ticket_id", "id"])
    op.create_index(op.f("ix_support_prints_asked_by_id"), "support_prints", ["asked_by_id"])
    op.create_index(
        "uq_support_prints_waiting",
        "support_prints",
        ["ticket_id", "with_notes"],
        unique=True,
        postgresql_where=sa.text("file_id IS NULL"),
    )
    op.drop_constraint(op.f(NAME), TABLE)
    op.execute(f"ALTER TABLE {TABLE} ADD CONSTRAINT {NAME} CHECK (kind IN ({BEFORE}, 'TICKET')) NOT VALID")
    op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {NAME}")


def downgrade() -> None:
    op.execute(f"DELETE FROM {TABLE} WHERE kind = 'TICKET'")
    op.drop_constraint(op.f(NAME), TABLE)
    op.create_check_constraint(op.f(NAME), TABLE, f"kind IN ({BEFORE})")
    op.drop_table("support_prints")
