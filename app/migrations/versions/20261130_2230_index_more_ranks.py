"""Ratings, attendance and API keys are listed by the rank of their status, and the desk's list by priority."""

import sqlalchemy as sa
from alembic import op

revision = "index_more_ranks"
down_revision = "report_index"
branch_labels = None
depends_on = None

STATUSES = {
    "api_tokens": "ACTIVE,REVOKED",
    "attendances": "COUNTED,QUESTIONED,REJECTED",
    "visit_ratings": "FINE,LOW,FOLLOWED_UP",
}
DESK = "ix_user_reports_desk_priority"


def upgrade() -> None:
    for table, values in STATUSES.items():
        rank = sa.literal_column(f"array_position('{{{values}}}'::varchar[], status)")
        with op.get_context().autocommit_block():
            op.create_index(
                f"ix_{table}_status_rank", table, [rank, "id"], postgresql_concurrently=True, if_not_exists=True
            )
    with op.get_context().autocommit_block():
        op.create_index(
            DESK,
            "user_reports",
            [sa.literal_column("greatest(urgency, 1)"), "desk_id"],
            postgresql_where=sa.text("NOT gone"),
            postgresql_concurrently=True,
            if_not_exists=True,
        )


def downgrade() -> None:
    op.drop_index(DESK, "user_reports")
    for table in STATUSES:
        op.drop_index(f"ix_{table}_status_rank", table)
