"""Addresses at which mails of the support desk fail."""

import sqlalchemy as sa
from alembic import op

revision = "support_addresses"
down_revision = "remote_rollouts"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_addresses",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("soft_failures", sa.Integer(), server_default="0", nullable=False),
        sa.Column("soft_since", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dead_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.String(length=300), server_default="", nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_addresses")),
        sa.UniqueConstraint("email", name=op.f("uq_support_addresses_email")),
    )


def downgrade() -> None:
    op.drop_table("support_addresses")
