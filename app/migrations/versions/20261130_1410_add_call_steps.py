"""The order in which a person is called, and test calls and whether they arrived."""

import sqlalchemy as sa
from alembic import op

revision = "call_steps"
down_revision = "support_state_names"
branch_labels = None
depends_on = None

CHANNELS = "channel IN ('TELEGRAM', 'PUSH', 'WHATSAPP', 'EMAIL')"
CONFIRMED = "confirmed_by IN ('TELEGRAM', 'WHATSAPP', 'LINK', 'PANEL')"


def _made() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    )


def upgrade() -> None:
    op.create_table(
        "call_steps",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("channel", sa.String(length=32), nullable=False),
        sa.Column("minutes", sa.SmallInteger(), nullable=False),
        *_made(),
        sa.CheckConstraint("minutes BETWEEN 0 AND 120", name=op.f("ck_call_steps_minutes")),
        sa.CheckConstraint(CHANNELS, name=op.f("ck_call_steps_channel")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_call_steps_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_steps")),
        sa.UniqueConstraint("user_id", "channel", name=op.f("uq_call_steps_user_id_channel")),
    )
    op.create_table(
        "call_tests",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=True),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("confirmed_by", sa.String(length=32), nullable=True),
        *_made(),
        sa.CheckConstraint("(confirmed_at IS NULL) = (confirmed_by IS NULL)", name=op.f("ck_call_tests_confirmed")),
        sa.CheckConstraint(CONFIRMED, name=op.f("ck_call_tests_confirmed_by")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_call_tests_user_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_call_tests_asked_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call_tests")),
    )
    op.create_index("ix_call_tests_user_id_id", "call_tests", ["user_id", "id"])


def downgrade() -> None:
    op.drop_table("call_tests")
    op.drop_table("call_steps")
