"""Drafts of every composer, answers that can be taken back, notes in conversations, macros beyond tickets."""

import sqlalchemy as sa
from alembic import op

revision = "composers"
down_revision = "rollout_steering"
branch_labels = None
depends_on = None

def _made() -> list[sa.Column]:
    return [
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    ]


def upgrade() -> None:
    op.create_table(
        "composer_drafts",
        sa.Column("thing", sa.String(40), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("refusal", sa.Text(), server_default="", nullable=False),
        *_made(),
        sa.CheckConstraint("kind IN ('ANSWER', 'NOTE')", name=op.f("ck_composer_drafts_kind")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_composer_drafts_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_composer_drafts")),
    )
    op.create_index(
        "uq_composer_drafts_one", "composer_drafts", ["user_id", "thing", "thing_id", "kind"], unique=True
    )
    op.execute(
        "INSERT INTO composer_drafts (thing, thing_id, user_id, kind, text, created_at)"
        " SELECT 'support_tickets', ticket_id, user_id, composer, text, created_at FROM support_drafts"
    )
    op.drop_table("support_drafts")
    op.create_table(
        "held_messages",
        sa.Column("thing", sa.String(40), nullable=False),
        sa.Column("thing_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("step", sa.String(40), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("leaves_at", sa.DateTime(timezone=True), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(
            ["author_id"], ["users.id"], name=op.f("fk_held_messages_author_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_messages")),
    )
    op.create_index("ix_held_messages_author_id", "held_messages", ["author_id"])
    op.create_index("ix_held_messages_leaves_at", "held_messages", ["leaves_at"])
    op.create_index("ix_held_messages_thing", "held_messages", ["thing", "thing_id"])
    op.create_table(
        "contact_notes",
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        *_made(),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["whatsapp_contacts.id"], name=op.f("fk_contact_notes_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_contact_notes_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_contact_notes")),
    )
    op.create_index("ix_contact_notes_contact_id", "contact_notes", ["contact_id", "id"])
    op.create_index("ix_contact_notes_author_id", "contact_notes", ["author_id"])
    places = sa.Column("places", sa.ARRAY(sa.String(40)), server_default="{support_tickets}", nullable=False)
    op.add_column("support_macros", places)


def downgrade() -> None:
    op.drop_column("support_macros", "places")
    op.drop_table("contact_notes")
    op.drop_table("held_messages")
    op.create_table(
        "support_drafts",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("composer", sa.String(32), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *_made(),
        sa.CheckConstraint("composer IN ('ANSWER', 'NOTE')", name=op.f("ck_support_drafts_composer")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["support_tickets.id"], name=op.f("fk_support_drafts_ticket_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_support_drafts_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_drafts")),
    )
    own = ["ticket_id", "user_id", "composer"]
    op.create_index("uq_support_drafts_ticket_id_user_id_composer", "support_drafts", own, unique=True)
    op.execute(
        "INSERT INTO support_drafts (ticket_id, user_id, composer, text, created_at)"
        " SELECT thing_id, user_id, kind, text, created_at FROM composer_drafts"
        " WHERE thing = 'support_tickets' AND thing_id IN (SELECT id FROM support_tickets)"
    )
    op.drop_table("composer_drafts")
