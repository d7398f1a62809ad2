"""add headings and mapping to customer imports"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "import_mapping"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("headings", "mapping"):
        kept = postgresql.JSONB(astext_type=sa.Text())
        op.add_column("customer_imports", sa.Column(name, kept, server_default="[]", nullable=False))
    # files that wait for a yes were read in the old form: they are uploaded again
    op.execute("DELETE FROM customer_imports WHERE status = 'PREVIEWED'")


def downgrade() -> None:
    for name in ("mapping", "headings"):
        op.drop_column("customer_imports", name)
