"""What the mirror of the status page was told last of each component, and under which names it knows it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "mirrored_components"
down_revision = "entry_versions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("status_components", sa.Column("mirrored", postgresql.JSONB(none_as_null=True), nullable=True))
    names = sa.Column("mirrored_names", postgresql.ARRAY(sa.String(length=80)), server_default="{}", nullable=False)
    op.add_column("status_components", names)


def downgrade() -> None:
    op.drop_column("status_components", "mirrored_names")
    op.drop_column("status_components", "mirrored")
