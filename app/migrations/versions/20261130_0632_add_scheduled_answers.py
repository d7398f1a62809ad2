"""Answers that leave at a chosen moment, tickets that stay put aside, and a read-only link for a wallboard."""

import sqlalchemy as sa
from alembic import op

revision = "scheduled_answers"
down_revision = "support_sla_pdf"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_scheduled_answers",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("waits", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end", sa.String(32), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint(
            "\"end\" IN ('SENT', 'CUSTOMER_WROTE', 'CANCELLED', 'TICKET_ENDED', 'WRITER_LEFT')",
            name=op.f("ck_support_scheduled_answers_end"),
        ),
        sa.CheckConstraint('(ended_at IS NULL) = ("end" IS NULL)', name=op.f("ck_support_scheduled_answers_ended")),
        sa.ForeignKeyConstraint(
            ["ticket_id"],
            ["support_tickets.id"],
            name=op.f("fk_support_scheduled_answers_ticket_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_support_scheduled_answers_author_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_scheduled_answers")),
    )
    table, waiting = "support_scheduled_answers", sa.text("ended_at IS NULL")
    op.create_index(f"uq_{table}_waiting", table, ["ticket_id"], unique=True, postgresql_where=waiting)
    op.create_index(f"ix_{table}_ticket_id", table, ["ticket_id", "id"])
    op.create_index(f"ix_{table}_due_at", table, ["due_at"], postgresql_where=waiting)
    op.create_index(f"ix_{table}_author_id", table, ["author_id"])
    op.add_column(
        "support_tickets", sa.Column("stays_asleep", sa.Boolean(), server_default="false", nullable=False)
    )
    op.add_column("support_tickets", sa.Column("slept_until", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint("ck_access_links_kind", "access_links")
    op.create_check_constraint(
        op.f("ck_access_links_kind"), "access_links", "kind IN ('INVOICE', 'RATING', 'SUPPORT', 'WALLBOARD')"
    )


def downgrade() -> None:
    op.execute("DELETE FROM access_links WHERE kind = 'WALLBOARD'")
    op.drop_constraint("ck_access_links_kind", "access_links")
    op.create_check_constraint(
        op.f("ck_access_links_kind"), "access_links", "kind IN ('INVOICE', 'RATING', 'SUPPORT')"
    )
    op.drop_column("support_tickets", "slept_until")
    op.drop_column("support_tickets", "stays_asleep")
    op.drop_table("support_scheduled_answers")
