"""English of what came of Sigap's own upkeep."""

import sqlalchemy as sa
from alembic import op

revision = "upkeep_in_english"
down_revision = "states_of_public_news"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("care_runs", sa.Column("words_en", sa.String(500), server_default="", nullable=False))


def downgrade() -> None:
    op.drop_column("care_runs", "words_en")
