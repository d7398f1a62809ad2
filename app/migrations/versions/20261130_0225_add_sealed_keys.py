"""The key that second factors, codes and webhook secrets are drawn from, sealed under SECRET_KEY, which can now change."""

import sqlalchemy as sa
from alembic import op

revision = "add_sealed_keys"
down_revision = "support_desk"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "sealed_keys",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("key_id", sa.String(length=8), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_sealed_keys_only_one")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sealed_keys")),
    )


def downgrade() -> None:
    op.drop_table("sealed_keys")
