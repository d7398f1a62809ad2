"""add webhook endpoints"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "webhook_endpoints",
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("url", sa.String(length=250), nullable=False),
        sa.Column("facts", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("triggers", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("secret_version", sa.SmallInteger(), nullable=False),
        sa.Column("secret_changed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("paused_because", sa.String(length=300), server_default="", nullable=False),
        sa.Column("created_by_id", sa.BigInteger(), nullable=True),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("url ~ '^https?://'", name=op.f("ck_webhook_endpoints_url")),
        sa.CheckConstraint("cardinality(facts) > 0", name=op.f("ck_webhook_endpoints_wants_something")),
        sa.CheckConstraint("status IN ('ACTIVE', 'PAUSED')", name=op.f("ck_webhook_endpoints_status")),
        sa.ForeignKeyConstraint(["created_by_id"], ["users.id"], name=op.f("fk_webhook_endpoints_created_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_webhook_endpoints")),
    )
    op.create_index(
        "ix_webhook_endpoints_triggers", "webhook_endpoints", ["triggers"], unique=False, postgresql_using="gin"
    )
    _channels("'WHATSAPP', 'TELEGRAM', 'EMAIL', 'IN_APP', 'PUSH', 'WEBHOOK'")
    op.execute("""
        CREATE FUNCTION promise_fact() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF EXISTS (SELECT 1 FROM webhook_endpoints
                        WHERE status = 'ACTIVE' AND triggers @> ARRAY[NEW.thing || '.' || NEW.action]) THEN
                INSERT INTO outbox_messages (kind, payload, due_at)
                VALUES ('fact.happened', jsonb_build_object('audit_id', NEW.id), now());
            END IF;
            RETURN NULL;
        END $$
    """)
    op.execute("CREATE TRIGGER promise_fact AFTER INSERT ON audit_entries FOR EACH ROW EXECUTE FUNCTION promise_fact()")


def downgrade() -> None:
    op.execute("DROP TRIGGER promise_fact ON audit_entries")
    op.execute("DROP FUNCTION promise_fact()")
    op.execute("DELETE FROM deliveries WHERE channel = 'WEBHOOK'")
    _channels("'WHATSAPP', 'TELEGRAM', 'EMAIL', 'IN_APP', 'PUSH'")
    op.drop_index("ix_webhook_endpoints_triggers", table_name="webhook_endpoints", postgresql_using="gin")
    op.drop_table("webhook_endpoints")


def _channels(known: str) -> None:
    for table in ("deliveries", "notification_choices"):
        op.drop_constraint(op.f(f"ck_{table}_channel"), table)
        op.create_check_constraint(op.f(f"ck_{table}_channel"), table, f"channel IN ({known})")
