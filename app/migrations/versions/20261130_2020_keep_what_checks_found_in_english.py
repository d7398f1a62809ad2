"""English of what checks found."""

import sqlalchemy as sa
from alembic import op

revision = "check_words_in_english"
down_revision = "component_english"
branch_labels = None
depends_on = None

COLUMNS: dict[tuple[str, str], sa.types.TypeEngine[str]] = {
    ("check_runs", "last_words_en"): sa.String(length=300),
    ("check_results", "words_en"): sa.String(length=300),
    ("check_periods", "words_en"): sa.Text(),
}


def upgrade() -> None:
    for (table, name), kind in COLUMNS.items():
        op.add_column(table, sa.Column(name, kind, server_default="", nullable=False))


def downgrade() -> None:
    for table, name in COLUMNS:
        op.drop_column(table, name)
