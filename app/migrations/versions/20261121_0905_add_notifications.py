"""add notifications"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_CHANNELS = "channel IN ('WHATSAPP', 'TELEGRAM', 'EMAIL', 'IN_APP', 'PUSH')"
_TOPICS = (
    "topic IN ('SECURITY', 'MONEY', 'WORK', 'CUSTOMERS', 'FEEDBACK', 'BUGS', 'EXP', 'SUPPORT', 'HOUSE', 'OTHER')"
)


def upgrade() -> None:
    _check("deliveries", "channel", _CHANNELS)
    _check("inbox_events", "provider", "provider IN ('WHATSAPP', 'TELEGRAM', 'MIDTRANS', 'SENDGRID')")
    op.create_table(
        "notifications",
        *_record(),
        sa.Column("kind", sa.String(length=60), nullable=False),
        sa.Column("title", sa.String(length=200), nullable=False),
        sa.Column("body", sa.Text(), server_default="", nullable=False),
        sa.Column("link", sa.String(length=500), nullable=True),
        sa.Column("read_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("delivery_id", sa.BigInteger(), nullable=True),
        *_owned("notifications"),
        sa.ForeignKeyConstraint(
            ["delivery_id"], ["deliveries.id"], name=op.f("fk_notifications_delivery_id"), ondelete="SET NULL"
        ),
        sa.UniqueConstraint("delivery_id", name=op.f("uq_notifications_delivery_id")),
    )
    op.create_index("ix_notifications_user_id", "notifications", ["user_id", "id"])
    op.create_index(
        "ix_notifications_unread", "notifications", ["user_id", "id"], postgresql_where=sa.text("read_at IS NULL")
    )
    op.create_table(
        "notification_choices",
        *_record(),
        sa.Column("topic", sa.String(length=32), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("wanted", sa.Boolean(), nullable=False),
        *_owned("notification_choices"),
        sa.CheckConstraint(_TOPICS, name=op.f("ck_notification_choices_topic")),
        sa.CheckConstraint(_CHANNELS, name=op.f("ck_notification_choices_channel")),
        sa.UniqueConstraint(
            "user_id", "topic", "channel", name=op.f("uq_notification_choices_user_id_topic_channel")
        ),
    )
    op.create_table(
        "push_subscriptions",
        *_record(),
        sa.Column("endpoint", sa.String(length=1000), nullable=False),
        sa.Column("p256dh", sa.String(length=100), nullable=False),
        sa.Column("auth", sa.String(length=40), nullable=False),
        sa.Column("device", sa.String(length=120), server_default="", nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        *_owned("push_subscriptions"),
        sa.UniqueConstraint("endpoint", name=op.f("uq_push_subscriptions_endpoint")),
    )
    op.create_index(op.f("ix_push_subscriptions_user_id"), "push_subscriptions", ["user_id"])


def downgrade() -> None:
    op.drop_table("push_subscriptions")
    op.drop_table("notification_choices")
    op.drop_table("notifications")
    op.execute("DELETE FROM inbox_events WHERE provider = 'SENDGRID'")
    op.execute("DELETE FROM deliveries WHERE channel IN ('IN_APP', 'PUSH')")
    _check("inbox_events", "provider", "provider IN ('WHATSAPP', 'TELEGRAM', 'MIDTRANS')")
    _check("deliveries", "channel", "channel IN ('WHATSAPP', 'TELEGRAM', 'EMAIL')")


def _check(table: str, column: str, rule: str) -> None:
    op.drop_constraint(op.f(f"ck_{table}_{column}"), table)
    op.create_check_constraint(op.f(f"ck_{table}_{column}"), table, rule)


def _record() -> tuple[sa.Column, ...]:
    return (
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
    )


def _owned(table: str) -> tuple[sa.Constraint, ...]:
    return (
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f(f"fk_{table}_user_id"), ondelete="CASCADE"),
    )
