"""Mails of the support desk, and a provider of inbound events for them."""

import sqlalchemy as sa
from alembic import op

revision = "add_support_mails"
down_revision = "count_requests"
branch_labels = None
depends_on = None

STATES = "'OPENED', 'THREADED', 'HELD', 'FILED', 'DROPPED', 'REPORTED', 'SENT'"
PROVIDERS = "'WHATSAPP', 'TELEGRAM', 'MIDTRANS', 'SENDGRID', 'CLERK'"


def upgrade() -> None:
    words = {"server_default": "", "nullable": False}
    no = {"server_default": "false", "nullable": False}
    op.create_table(
        "support_mails",
        sa.Column("event_id", sa.BigInteger(), nullable=True),
        sa.Column("internet_id", sa.String(500), **words),
        sa.Column("sender", sa.String(254), **words),
        sa.Column("sender_domain", sa.String(254), **words),
        sa.Column("sender_name", sa.String(120), **words),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("reason", sa.String(200), **words),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("raw_file_id", sa.BigInteger(), nullable=True),
        sa.Column("quoted", sa.Text(), **words),
        sa.Column("other_sender", sa.Boolean(), **no),
        sa.Column("reopened", sa.Boolean(), **no),
        sa.Column("acknowledged", sa.Boolean(), **no),
        sa.Column("failed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("failure", sa.String(300), **words),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(f"state IN ({STATES})", name=op.f("ck_support_mails_state")),
        sa.CheckConstraint("(event_id IS NULL) = (state = 'SENT')", name=op.f("ck_support_mails_ours_or_theirs")),
        sa.ForeignKeyConstraint(["ticket_id"], ["support_tickets.id"], name=op.f("fk_support_mails_ticket_id")),
        sa.ForeignKeyConstraint(["message_id"], ["support_messages.id"], name=op.f("fk_support_mails_message_id")),
        sa.ForeignKeyConstraint(["raw_file_id"], ["stored_files.id"], name=op.f("fk_support_mails_raw_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_mails")),
        sa.UniqueConstraint("event_id", name=op.f("uq_support_mails_event_id")),
    )
    op.create_index("ix_support_mails_internet_id", "support_mails", ["internet_id"])
    op.create_index("ix_support_mails_sender", "support_mails", ["sender", "created_at"])
    op.create_index("ix_support_mails_sender_domain", "support_mails", ["sender_domain", "created_at"])
    op.create_index("ix_support_mails_ticket_id", "support_mails", ["ticket_id", "id"])
    op.create_index("ix_support_mails_message_id", "support_mails", ["message_id"])
    _providers(f"{PROVIDERS}, 'MAIL'")


def downgrade() -> None:
    op.execute("DELETE FROM inbox_events WHERE provider = 'MAIL'")
    _providers(PROVIDERS)
    op.drop_table("support_mails")


def _providers(known: str) -> None:
    op.drop_constraint(op.f("ck_inbox_events_provider"), "inbox_events")
    op.create_check_constraint(op.f("ck_inbox_events_provider"), "inbox_events", f"provider IN ({known})")
