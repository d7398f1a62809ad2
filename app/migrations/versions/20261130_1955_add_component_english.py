"""English names of the status page's components and groups."""

import sqlalchemy as sa
from alembic import op

revision = "component_english"
down_revision = "verdicts_in_english"
branch_labels = None
depends_on = None

COLUMNS = {"name_en": 80, "group_name_en": 80, "description_en": 300}


def upgrade() -> None:
    for name, length in COLUMNS.items():
        op.add_column("status_components", sa.Column(name, sa.String(length=length), server_default="", nullable=False))


def downgrade() -> None:
    for name in COLUMNS:
        op.drop_column("status_components", name)
