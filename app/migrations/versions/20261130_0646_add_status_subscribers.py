"""People who are told by e-mail what the status page says."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "status_subscribers"
down_revision = "live_chat"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "status_subscribers",
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("locale", sa.String(5), server_default="id", nullable=False),
        sa.Column("component_ids", postgresql.ARRAY(sa.BigInteger()), server_default="{}", nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ask_date", sa.Date(), nullable=False),
        sa.Column("asks", sa.Integer(), server_default="1", nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_status_subscribers_email")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_status_subscribers")),
        sa.UniqueConstraint("email", name=op.f("uq_status_subscribers_email")),
    )
    op.create_index(
        "ix_status_subscribers_confirmed",
        "status_subscribers",
        ["id"],
        postgresql_where=sa.text("confirmed_at IS NOT NULL"),
    )


def downgrade() -> None:
    op.drop_table("status_subscribers")
