"""Which version of which system went live, and when."""

import sqlalchemy as sa
from alembic import op

revision = "add_releases"
down_revision = "leaderboard_names"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "releases",
        sa.Column("system", sa.String(40), nullable=False),
        sa.Column("version", sa.String(40), nullable=False),
        sa.Column("commit", sa.String(40), server_default="", nullable=False),
        sa.Column("live_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_releases")),
        sa.UniqueConstraint("system", "version", name=op.f("uq_releases_system_version")),
    )
    op.create_index("ix_releases_live_at", "releases", ["live_at"], postgresql_where=sa.text("live_at IS NOT NULL"))


def downgrade() -> None:
    op.drop_table("releases")
