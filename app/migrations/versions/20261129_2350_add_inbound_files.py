"""Files that customers send by WhatsApp."""

import sqlalchemy as sa
from alembic import op

revision = "inbound_files"
down_revision = "customer_complaints"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "inbound_files",
        sa.Column("event_id", sa.BigInteger(), nullable=False),
        sa.Column("contact_id", sa.BigInteger(), nullable=False),
        sa.Column("media_id", sa.String(80), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("original_name", sa.String(120), server_default="", nullable=False),
        sa.Column("status", sa.String(32), server_default="WAITING", nullable=False),
        sa.Column("file_id", sa.BigInteger(), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("tries", sa.Integer(), server_default="0", nullable=False),
        sa.Column("error_code", sa.String(60), server_default="", nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("status IN ('WAITING', 'STORED', 'FAILED')", name=op.f("ck_inbound_files_status")),
        sa.ForeignKeyConstraint(
            ["contact_id"], ["whatsapp_contacts.id"], name=op.f("fk_inbound_files_contact_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["event_id"], ["inbox_events.id"], name=op.f("fk_inbound_files_event_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_inbound_files_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_files")),
        sa.UniqueConstraint("event_id", name=op.f("uq_inbound_files_event_id")),
    )
    waiting = sa.text("status = 'WAITING'")
    op.create_index("ix_inbound_files_due", "inbound_files", ["due_at"], postgresql_where=waiting)
    op.create_index("ix_inbound_files_contact_id", "inbound_files", ["contact_id", "id"])


def downgrade() -> None:
    op.drop_table("inbound_files")
