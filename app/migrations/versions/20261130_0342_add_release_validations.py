"""Checks before a deployment, kept with the release they were made for."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "add_release_validations"
down_revision = "keep_readiness_pdf"
branch_labels = None
depends_on = None

TABLE = "release_validations"


def upgrade() -> None:
    op.create_table(
        TABLE,
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("passed", sa.Boolean(), nullable=False),
        sa.Column("report", JSONB(), nullable=False),
        sa.Column("checked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False),
        sa.ForeignKeyConstraint(
            ["release_id"], ["releases.id"], name=op.f("fk_release_validations_release_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["checked_by_id"], ["users.id"], name=op.f("fk_release_validations_checked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_release_validations")),
    )
    op.create_index("ix_release_validations_release", TABLE, ["release_id", "id"])


def downgrade() -> None:
    op.drop_table(TABLE)
