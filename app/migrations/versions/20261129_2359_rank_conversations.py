"""Conversations in the order in which they need somebody, with the last words and whether they were seen."""

import sqlalchemy as sa
from alembic import op

revision = "rank_conversations"
down_revision = "rank_indexes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    table = "whatsapp_contacts"
    op.add_column(table, sa.Column("last_words", sa.String(160), server_default="", nullable=False))
    op.add_column(table, sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True))
    now = sa.text("now()")
    op.add_column(table, sa.Column("attention_at", sa.DateTime(timezone=True), server_default=now, nullable=False))
    op.execute("""
        CREATE FUNCTION rank_conversation() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            NEW.attention_at := coalesce(NEW.last_inbound_at, NEW.created_at)
                + CASE WHEN NEW.wants_person_at IS NULL THEN interval '0' ELSE interval '100 years' END;
            RETURN NEW;
        END $$
    """)
    op.execute("""
        CREATE TRIGGER rank_conversation BEFORE INSERT OR UPDATE ON whatsapp_contacts
        FOR EACH ROW EXECUTE FUNCTION rank_conversation()
    """)
    op.execute("UPDATE whatsapp_contacts SET seen_at = now()")
    op.create_index("ix_whatsapp_contacts_attention_at", table, ["attention_at", "id"])


def downgrade() -> None:
    op.execute("DROP TRIGGER rank_conversation ON whatsapp_contacts")
    op.execute("DROP FUNCTION rank_conversation()")
    for column in ("attention_at", "seen_at", "last_words"):
        op.drop_column("whatsapp_contacts", column)
