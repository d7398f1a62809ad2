"""Keep what was read of each row of a step on many."""

import sqlalchemy as sa
from alembic import op

revision = "bulk_row_seen"
down_revision = "initial_until"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("bulk_rows", sa.Column("seen", sa.String(length=16), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("bulk_rows", "seen")
