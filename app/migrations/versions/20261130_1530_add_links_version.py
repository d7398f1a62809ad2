"""The version of a person's signed addresses: their calendar and the links of calls end when it goes on."""

import sqlalchemy as sa
from alembic import op

revision = "links_version"
down_revision = "forum_state"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("users", sa.Column("links_version", sa.SmallInteger(), server_default="1", nullable=False))


def downgrade() -> None:
    op.drop_column("users", "links_version")
