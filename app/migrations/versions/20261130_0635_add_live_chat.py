"""Live chats, who is there for them, and the sites that may show the widget; tickets from chats and the forum."""

import sqlalchemy as sa
from alembic import op

revision = "live_chat"
down_revision = "support_macros"
branch_labels = None
depends_on = None

BEFORE = "'DESK', 'FEEDBACK', 'PORTAL', 'WHATSAPP', 'EMAIL', 'API'"
AFTER = f"{BEFORE}, 'CHAT', 'FORUM'"


def _allow(sources: str) -> None:
    """In which ways tickets come."""
    for table in ("support_tickets", "support_rules"):
        op.drop_constraint(op.f(f"ck_{table}_source"), table, type_="check")
        op.create_check_constraint(op.f(f"ck_{table}_source"), table, f"source IN ({sources})")


def upgrade() -> None:
    op.create_table(
        "chat_sites",
        sa.Column("origin", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_sites")),
        sa.UniqueConstraint("origin", name=op.f("uq_chat_sites_origin")),
    )
    op.create_table(
        "chat_presences",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_chat_presences_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_presences")),
        sa.UniqueConstraint("user_id", name=op.f("uq_chat_presences_user_id")),
    )
    op.create_table(
        "chats",
        sa.Column("token_sha256", sa.String(length=64), nullable=False),
        sa.Column("status", sa.String(length=32), server_default="WAITING", nullable=False),
        sa.Column("visitor_name", sa.String(length=120), server_default="", nullable=False),
        sa.Column("visitor_email", sa.String(length=254), server_default="", nullable=False),
        sa.Column("topic", sa.String(length=60), server_default="", nullable=False),
        sa.Column("page", sa.String(length=500), server_default="", nullable=False),
        sa.Column("locale", sa.String(length=32), server_default="id", nullable=False),
        sa.Column("requester_id", sa.BigInteger(), nullable=True),
        sa.Column("agent_id", sa.BigInteger(), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("unread_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last_message_id", sa.BigInteger(), nullable=True),
        sa.Column("visitor_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("visitor_typing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agent_typing_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(status = 'ENDED') = (ended_at IS NOT NULL)", name=op.f("ck_chats_ended")),
        sa.CheckConstraint("locale IN ('id', 'en')", name=op.f("ck_chats_locale")),
        sa.CheckConstraint("status <> 'TAKEN' OR agent_id IS NOT NULL", name=op.f("ck_chats_taken_by_somebody")),
        sa.CheckConstraint("status IN ('WAITING', 'TAKEN', 'ENDED')", name=op.f("ck_chats_status")),
        sa.ForeignKeyConstraint(["agent_id"], ["users.id"], name=op.f("fk_chats_agent_id")),
        sa.ForeignKeyConstraint(["requester_id"], ["users.id"], name=op.f("fk_chats_requester_id")),
        sa.ForeignKeyConstraint(["ticket_id"], ["support_tickets.id"], name=op.f("fk_chats_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chats")),
        sa.UniqueConstraint("token_sha256", name=op.f("uq_chats_token_sha256")),
    )
    op.create_index("ix_chats_agent_id", "chats", ["agent_id", "id"], unique=False)
    op.create_index("ix_chats_status_id", "chats", ["status", "id"], unique=False)
    op.create_index(
        "ix_chats_status_rank",
        "chats",
        [sa.literal_column("array_position('{WAITING,TAKEN,ENDED}'::varchar[], status)"), "id"],
        unique=False,
    )
    op.create_index(
        "ix_chats_ticket_id", "chats", ["ticket_id"], unique=False, postgresql_where=sa.text("ticket_id IS NOT NULL")
    )
    op.create_index("ix_chats_unread", "chats", ["id"], unique=False, postgresql_where=sa.text("unread_at IS NOT NULL"))
    op.create_table(
        "chat_messages",
        sa.Column("chat_id", sa.BigInteger(), nullable=False),
        sa.Column("client_id", sa.String(length=36), nullable=False),
        sa.Column("side", sa.String(length=32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("side IN ('VISITOR', 'AGENT', 'SYSTEM')", name=op.f("ck_chat_messages_side")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_chat_messages_author_id")),
        sa.ForeignKeyConstraint(["chat_id"], ["chats.id"], name=op.f("fk_chat_messages_chat_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_chat_messages")),
    )
    op.create_index("ix_chat_messages_chat_id_id", "chat_messages", ["chat_id", "id"], unique=False)
    op.create_index("uq_chat_messages_chat_id_client_id", "chat_messages", ["chat_id", "client_id"], unique=True)
    _allow(AFTER)


def downgrade() -> None:
    op.execute("UPDATE support_tickets SET source = 'PORTAL' WHERE source IN ('CHAT', 'FORUM')")
    op.execute("DELETE FROM support_rules WHERE source IN ('CHAT', 'FORUM')")
    _allow(BEFORE)
    op.drop_table("chat_messages")
    op.drop_table("chats")
    op.drop_table("chat_presences")
    op.drop_table("chat_sites")
