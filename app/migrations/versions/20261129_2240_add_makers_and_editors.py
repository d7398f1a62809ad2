"""Who made a Telegram link, who edited an invoice's lines, and which browser a push subscription belongs to."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "people_makers_and_editors"
down_revision = "import_mapping"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("telegram_links", sa.Column("made_by_id", sa.BigInteger()))
    op.create_foreign_key(
        "fk_telegram_links_made_by_id", "telegram_links", "users", ["made_by_id"], ["id"], ondelete="SET NULL"
    )
    op.add_column(
        "invoices", sa.Column("edited_by_ids", postgresql.JSONB(), server_default=sa.text("'[]'"), nullable=False)
    )
    op.add_column("push_subscriptions", sa.Column("device_sha256", sa.String(64), server_default="", nullable=False))
    op.add_column("users", sa.Column("wrong_codes", sa.SmallInteger(), server_default="0", nullable=False))
    op.add_column("users", sa.Column("codes_wait_until", sa.DateTime(timezone=True)))


def downgrade() -> None:
    op.drop_column("users", "codes_wait_until")
    op.drop_column("users", "wrong_codes")
    op.drop_column("push_subscriptions", "device_sha256")
    op.drop_column("invoices", "edited_by_ids")
    op.drop_constraint("fk_telegram_links_made_by_id", "telegram_links")
    op.drop_column("telegram_links", "made_by_id")
