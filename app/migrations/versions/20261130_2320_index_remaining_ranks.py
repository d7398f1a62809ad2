"""Lists that grow and are sorted by the rank of their status read it from an index."""

import sqlalchemy as sa
from alembic import op

revision = "index_remaining_ranks"
down_revision = "index_more_ranks"
branch_labels = None
depends_on = None

STATUSES = {
    "counter_entries": "WAITING,DONE,REFUSED",
    "emergency_alerts": "OPEN,WAITING,CONTINUED,REPLACED,ARRIVED,LAPSED",
    "error_groups": "OPEN,RESOLVED,IGNORED",
    "extension_requests": "PENDING,APPROVED,REJECTED,LAPSED",
    "payment_reviews": "OPEN,DONE",
    "social_posts": "NEW,TICKET,IGNORED",
}


def upgrade() -> None:
    for table, values in STATUSES.items():
        rank = sa.literal_column(f"array_position('{{{values}}}'::varchar[], status)")
        with op.get_context().autocommit_block():
            op.create_index(
                f"ix_{table}_status_rank", table, [rank, "id"], postgresql_concurrently=True, if_not_exists=True
            )


def downgrade() -> None:
    for table in STATUSES:
        op.drop_index(f"ix_{table}_status_rank", table)
