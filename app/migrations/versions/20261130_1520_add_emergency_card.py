"""The printable card of emergency contacts, and reminders to verify them."""

import sqlalchemy as sa
from alembic import op

revision = "emergency_card"
down_revision = "meta_answers"
branch_labels = None
depends_on = None

BEFORE = "'ARTICLE', 'READINESS', 'SERVICE_LEVELS', 'SUPPORT_MONTH', 'MAINTENANCE_MONTH', 'TICKET'"


def _allow(kinds: str) -> None:
    op.drop_constraint("ck_undrawn_files_kind", "undrawn_files")
    op.execute(f"ALTER TABLE undrawn_files ADD CONSTRAINT ck_undrawn_files_kind CHECK (kind IN ({kinds})) NOT VALID")
    op.execute("ALTER TABLE undrawn_files VALIDATE CONSTRAINT ck_undrawn_files_kind")


def upgrade() -> None:
    op.create_table(
        "emergency_cards",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_emergency_cards_single")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_emergency_cards_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_emergency_cards")),
    )
    op.add_column("emergency_contacts", sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True))
    _allow(f"{BEFORE}, 'EMERGENCY_CARD'")


def downgrade() -> None:
    op.execute("DELETE FROM undrawn_files WHERE kind = 'EMERGENCY_CARD'")
    _allow(BEFORE)
    op.drop_column("emergency_contacts", "reminded_at")
    op.drop_table("emergency_cards")
