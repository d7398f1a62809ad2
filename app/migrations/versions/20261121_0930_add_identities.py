"""add identities"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "identities",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("issuer", sa.String(length=250), nullable=False),
        sa.Column("subject", sa.String(length=250), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_identities_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identities")),
    )
    op.create_index("uq_identities_issuer_subject", "identities", ["issuer", "subject"], unique=True)
    op.create_index("uq_identities_user_issuer", "identities", ["user_id", "issuer"], unique=True)
    _providers("'WHATSAPP', 'TELEGRAM', 'MIDTRANS', 'SENDGRID', 'CLERK'")


def downgrade() -> None:
    op.execute("DELETE FROM inbox_events WHERE provider = 'CLERK'")
    _providers("'WHATSAPP', 'TELEGRAM', 'MIDTRANS', 'SENDGRID'")
    op.drop_index("uq_identities_user_issuer", table_name="identities")
    op.drop_index("uq_identities_issuer_subject", table_name="identities")
    op.drop_table("identities")


def _providers(known: str) -> None:
    op.drop_constraint(op.f("ck_inbox_events_provider"), "inbox_events")
    op.create_check_constraint(op.f("ck_inbox_events_provider"), "inbox_events", f"provider IN ({known})")
