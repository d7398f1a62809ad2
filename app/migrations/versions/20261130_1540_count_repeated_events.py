"""How often a provider's event came once more."""

import sqlalchemy as sa
from alembic import op

revision = "repeated_events"
down_revision = "call_steps"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("inbox_events", sa.Column("repeats", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("inbox_events", "repeats")
