"""English of what the judge of rollouts says, and of alarms that opened an incident."""

import sqlalchemy as sa
from alembic import op

revision = "verdicts_in_english"
down_revision = "alarm_english"
branch_labels = None
depends_on = None

COLUMNS: dict[tuple[str, str], sa.types.TypeEngine[str]] = {
    ("rollout_samples", "reason_en"): sa.String(length=300),
    ("releases", "reason_en"): sa.String(length=500),
    ("incidents", "description_en"): sa.Text(),
}


def upgrade() -> None:
    for (table, name), kind in COLUMNS.items():
        op.add_column(table, sa.Column(name, kind, server_default="", nullable=False))


def downgrade() -> None:
    for table, name in COLUMNS:
        op.drop_column(table, name)
