"""Folders of the desk's mailbox that are read by IMAP."""

import sqlalchemy as sa
from alembic import op

revision = "add_support_mailboxes"
down_revision = "forum"
branch_labels = None
depends_on = None


def upgrade() -> None:
    words = {"server_default": "", "nullable": False}
    op.create_table(
        "support_mailboxes",
        sa.Column("folder", sa.String(120), nullable=False),
        sa.Column("moved_to", sa.String(120), **words),
        sa.Column("since_date", sa.Date(), nullable=False),
        sa.Column("is_active", sa.Boolean(), server_default="true", nullable=False),
        sa.Column("account", sa.String(300), **words),
        sa.Column("uid_validity", sa.BigInteger(), nullable=True),
        sa.Column("last_uid", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("polled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("poll_error", sa.String(300), **words),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("folder <> moved_to AND last_uid >= 0", name=op.f("ck_support_mailboxes_elsewhere")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_mailboxes")),
        sa.UniqueConstraint("folder", name=op.f("uq_support_mailboxes_folder")),
    )


def downgrade() -> None:
    op.drop_table("support_mailboxes")
