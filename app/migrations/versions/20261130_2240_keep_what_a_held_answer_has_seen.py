"""The last message that the author of an answer on its way had read."""

import sqlalchemy as sa
from alembic import op

revision = "held_answer_seen"
down_revision = "forum_duplicates"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("held_messages", sa.Column("seen", sa.BigInteger()))


def downgrade() -> None:
    op.drop_column("held_messages", "seen")
