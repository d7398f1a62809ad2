"""Addresses that get the support desk's monthly report."""

import sqlalchemy as sa
from alembic import op

revision = "report_recipients"
down_revision = "causes_and_sprints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "support_report_recipients",
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("locale", sa.String(length=32), server_default="id", nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("locale IN ('id', 'en')", name=op.f("ck_support_report_recipients_locale")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_support_report_recipients_email")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_report_recipients")),
        sa.UniqueConstraint("email", name=op.f("uq_support_report_recipients_email")),
    )


def downgrade() -> None:
    op.drop_table("support_report_recipients")
