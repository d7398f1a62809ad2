"""What an action item is about: a bug, a ticket, a release, a maintenance record."""

import sqlalchemy as sa
from alembic import op

revision = "action_item_links"
down_revision = "mirrored_components"
branch_labels = None
depends_on = None

LINKS = {
    "bug_id": "bug_reports",
    "ticket_id": "support_tickets",
    "release_id": "releases",
    "maintenance_id": "maintenance_records",
}


def upgrade() -> None:
    for column, table in LINKS.items():
        op.add_column("action_items", sa.Column(column, sa.BigInteger(), nullable=True))
        name = op.f(f"fk_action_items_{column}_{table}")
        op.create_foreign_key(name, "action_items", table, [column], ["id"])


def downgrade() -> None:
    for column in LINKS:
        op.drop_column("action_items", column)
