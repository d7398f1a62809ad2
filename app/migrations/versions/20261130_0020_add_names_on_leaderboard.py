"""Who stands on the leaderboard by their real name."""

import sqlalchemy as sa
from alembic import op

revision = "leaderboard_names"
down_revision = "rank_conversations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("exp_balances", sa.Column("named", sa.Boolean(), server_default=sa.false(), nullable=False))


def downgrade() -> None:
    op.drop_column("exp_balances", "named")
