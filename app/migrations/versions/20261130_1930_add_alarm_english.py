"""English of the alarms that the system itself raises."""

import sqlalchemy as sa
from alembic import op

revision = "alarm_english"
down_revision = "saved_filters_of_a_team"
branch_labels = None
depends_on = None

COLUMNS = {"title_en": 200, "words_en": 1000}


def upgrade() -> None:
    for name, length in COLUMNS.items():
        op.add_column("alarms", sa.Column(name, sa.String(length=length), server_default="", nullable=False))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("alarms", name)
