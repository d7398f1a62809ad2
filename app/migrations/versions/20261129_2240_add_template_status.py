"""What Meta says about each WhatsApp template."""

import sqlalchemy as sa
from alembic import op

revision = "template_status"
down_revision = "forget_readable_secrets"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("whatsapp_templates", sa.Column("meta_status", sa.String(40), server_default="", nullable=False))
    op.add_column("whatsapp_templates", sa.Column("meta_reason", sa.String(300), server_default="", nullable=False))
    op.add_column("whatsapp_templates", sa.Column("meta_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    for column in ("meta_at", "meta_reason", "meta_status"):
        op.drop_column("whatsapp_templates", column)
