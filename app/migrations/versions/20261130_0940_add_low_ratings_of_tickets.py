"""Low ratings of support tickets wait for somebody who follows them up."""

import sqlalchemy as sa
from alembic import op

revision = "support_low_ratings"
down_revision = "bulk_runs"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("support_tickets", sa.Column("low_rated_at", sa.DateTime(timezone=True), nullable=True))
    op.create_index(
        "ix_support_tickets_low_rated",
        "support_tickets",
        ["id"],
        postgresql_where=sa.text("low_rated_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_support_tickets_low_rated", table_name="support_tickets")
    op.drop_column("support_tickets", "low_rated_at")
