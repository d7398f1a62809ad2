"""The PDF of what the support desk promises, as the settings stood when it was drawn."""

import sqlalchemy as sa
from alembic import op

revision = "support_sla_pdf"
down_revision = "support_rules"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("support_settings", sa.Column("sla_digest", sa.String(64), nullable=True))
    op.add_column("support_settings", sa.Column("sla_file_id", sa.BigInteger(), nullable=True))
    name = op.f("fk_support_settings_sla_file_id")
    op.create_foreign_key(name, "support_settings", "stored_files", ["sla_file_id"], ["id"])


def downgrade() -> None:
    op.drop_column("support_settings", "sla_file_id")
    op.drop_column("support_settings", "sla_digest")
