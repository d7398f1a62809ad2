"""When a technician pressed Tambah Hari, beside when it arrived."""

import sqlalchemy as sa
from alembic import op

revision = "extensions_asked_at"
down_revision = "add_support_mailboxes"
branch_labels = None
depends_on = None


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("extension_requests", sa.Column("asked_at", moment, server_default=sa.text("now()"), nullable=False))
    op.execute("UPDATE extension_requests SET asked_at = created_at")
    op.create_index("ix_extension_requests_asked_at_id", "extension_requests", ["asked_at", "id"])
    op.drop_index("ix_extension_requests_created_at_id", "extension_requests")


def downgrade() -> None:
    op.create_index("ix_extension_requests_created_at_id", "extension_requests", ["created_at", "id"])
    op.drop_index("ix_extension_requests_asked_at_id", "extension_requests")
    op.drop_column("extension_requests", "asked_at")
