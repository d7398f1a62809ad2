"""The address that a visitor typed for a ticket and has not confirmed yet."""

import sqlalchemy as sa
from alembic import op

revision = "support_asked_email"
down_revision = "composers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("support_tickets", sa.Column("asked_email", sa.String(length=254), nullable=True))

    op.create_index(
        "ix_support_tickets_asked_email",
        "support_tickets",
        ["asked_email"],
        postgresql_where=sa.text("asked_email IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_index("ix_support_tickets_asked_email", table_name="support_tickets")
    op.drop_column("support_tickets", "asked_email")
