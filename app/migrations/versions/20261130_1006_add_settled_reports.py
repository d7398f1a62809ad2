"""What senders say of the outcome of their reports."""

import sqlalchemy as sa
from alembic import op

revision = "settled_reports"
down_revision = "support_addresses"
branch_labels = None
depends_on = None

TABLES = ("bug_reports", "feedback")


def upgrade() -> None:
    for table in TABLES:
        op.add_column(table, sa.Column("settled", sa.Boolean(), nullable=True))
        op.add_column(table, sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for table in TABLES:
        op.drop_column(table, "settled_at")
        op.drop_column(table, "settled")
