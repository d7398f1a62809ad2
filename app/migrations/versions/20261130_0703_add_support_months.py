"""The desk's figures of each month as a PDF."""

import sqlalchemy as sa
from alembic import op

revision = "support_months"
down_revision = "status_subscribers"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_months",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_support_months_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_months")),
        sa.UniqueConstraint("month", name=op.f("uq_support_months_month")),
    )


def downgrade() -> None:
    op.drop_table("support_months")
