"""Archives of old rows, indexes to find them, and append-only books that give up what is older than a year."""

import sqlalchemy as sa
from alembic import op

revision = "add_retention"
down_revision = "add_monitoring"
branch_labels = None
depends_on = None

REFUSE = """
    CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        {allowed}
        RAISE EXCEPTION '% is append-only', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
    END $$
"""
OLD_ENOUGH = """
        IF TG_OP = 'DELETE' AND TG_TABLE_NAME IN ('audit_entries', 'claim_attempts') THEN
            IF current_setting('sigap.retention', true) = 'on' THEN
                IF OLD.at < now() - interval '365 days' THEN
                    RETURN OLD;
                END IF;
            END IF;
        END IF;
"""
AGED = {
    "deliveries": "created_at",
    "outbox_messages": "created_at",
    "notifications": "created_at",
    "inbox_events": "created_at",
    "claim_attempts": "at",
}


def upgrade() -> None:
    op.create_table(
        "archives",
        sa.Column("from_table", sa.String(length=60), nullable=False),
        sa.Column("first_id", sa.BigInteger(), nullable=False),
        sa.Column("last_id", sa.BigInteger(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("storage_key", sa.String(length=80), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_archives")),
        sa.UniqueConstraint("storage_key", name=op.f("uq_archives_storage_key")),
    )
    op.create_index("ix_archives_from_table", "archives", ["from_table", "id"])
    for table, column in AGED.items():
        op.create_index(f"ix_{table}_age", table, [column], postgresql_using="brin")
    op.execute(REFUSE.format(allowed=OLD_ENOUGH))


def downgrade() -> None:
    op.execute(REFUSE.format(allowed=""))
    for table in AGED:
        op.drop_index(f"ix_{table}_age", table_name=table)
    op.drop_table("archives")
