"""What reports ask of the tickets of a period, in an index: they are joined without being read."""

from alembic import op

revision = "report_index"
down_revision = "held_answer_seen"
branch_labels = None
depends_on = None

INDEX, TABLE = "ix_support_tickets_report", "support_tickets"
INCLUDED = ["kind", "ending", "source", "team_id", "assignee_id"]


def upgrade() -> None:
    with op.get_context().autocommit_block():
        op.create_index(
            INDEX, TABLE, ["id"], postgresql_include=INCLUDED, postgresql_concurrently=True, if_not_exists=True
        )


def downgrade() -> None:
    op.drop_index(INDEX, TABLE)
