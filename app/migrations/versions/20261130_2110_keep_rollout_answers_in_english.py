"""English of what a rollout answers to a command."""

import sqlalchemy as sa
from alembic import op

revision = "rollout_answers_in_english"
down_revision = "search_without_marks"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("rollout_commands", sa.Column("answer_en", sa.String(length=500), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("rollout_commands", "answer_en")
