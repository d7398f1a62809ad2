"""A row for each resolution of a ticket, and indexes for the desk's figures."""

import sqlalchemy as sa
from alembic import op

revision = "support_resolutions"
down_revision = "support_teams"
branch_labels = None
depends_on = None

# tickets resolved so far: their last resolution, which nobody has opened again
KNOWN = """
INSERT INTO support_resolutions (ticket_id, agent_id, resolved_at, worked_s, first_contact, created_at)
SELECT ticket.id, ticket.assignee_id, ticket.ended_at,
       (SELECT clock.consumed_s FROM support_clocks AS clock
        WHERE clock.ticket_id = ticket.id AND clock.kind = 'RESOLUTION' ORDER BY clock.id DESC LIMIT 1),
       (SELECT count(*) FROM support_messages AS message
        WHERE message.ticket_id = ticket.id AND message.kind = 'ANSWER') = 1,
       ticket.ended_at
FROM support_tickets AS ticket
WHERE ticket.status IN ('DONE', 'CLOSED') AND ticket.ended_at IS NOT NULL
  AND ticket.ending IS DISTINCT FROM 'MERGED'
"""


def upgrade() -> None:
    op.create_table(
        "support_resolutions",
        sa.Column("ticket_id", sa.BigInteger(), nullable=False),
        sa.Column("agent_id", sa.BigInteger(), nullable=True),
        sa.Column("resolved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("worked_s", sa.Integer(), nullable=True),
        sa.Column("first_contact", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("reopened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("worked_s >= 0", name=op.f("ck_support_resolutions_worked")),
        sa.ForeignKeyConstraint(
            ["ticket_id"], ["support_tickets.id"], name=op.f("fk_support_resolutions_ticket_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["agent_id"], ["users.id"], name=op.f("fk_support_resolutions_agent_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_resolutions")),
    )
    op.execute(KNOWN)
    op.create_index("ix_support_resolutions_ticket_id", "support_resolutions", ["ticket_id", "id"])
    op.create_index("ix_support_resolutions_agent_id", "support_resolutions", ["agent_id"])
    op.create_index("ix_support_resolutions_resolved_at", "support_resolutions", ["resolved_at", "id"])
    ended = sa.text("ended_at IS NOT NULL")
    op.create_index("ix_support_tickets_ended_at", "support_tickets", ["ended_at"], postgresql_where=ended)
    op.create_index("ix_support_clocks_judged", "support_clocks", [sa.text("coalesce(breached_at, stopped_at)")])
    first = sa.text("kind = 'FIRST_REPLY' AND stop_cause = 'MET'")
    op.create_index("ix_support_clocks_first_reply", "support_clocks", ["stopped_at"], postgresql_where=first)
    op.create_index("ix_support_surveys_created_at", "support_surveys", ["created_at"])


def downgrade() -> None:
    op.drop_index("ix_support_surveys_created_at", "support_surveys")
    op.drop_index("ix_support_clocks_first_reply", "support_clocks")
    op.drop_index("ix_support_clocks_judged", "support_clocks")
    op.drop_index("ix_support_tickets_ended_at", "support_tickets")
    op.drop_table("support_resolutions")
