"""Requests to take over a shift."""

import sqlalchemy as sa
from alembic import op

revision = "on_call_swaps"
down_revision = "billed_check_ins"
branch_labels = None
depends_on = None

STATUSES = "status IN ('ASKED', 'ACCEPTED', 'DECLINED', 'WITHDRAWN')"


def _moment(name: str, *, nullable: bool = False, default: str | None = None) -> sa.Column:
    return sa.Column(
        name, sa.DateTime(timezone=True), nullable=nullable, server_default=sa.text(default) if default else None
    )


def upgrade() -> None:
    op.create_table(
        "on_call_swaps",
        sa.Column("level", sa.SmallInteger(), nullable=False),
        _moment("starts_at"),
        _moment("ends_at"),
        sa.Column("asked_by_id", sa.BigInteger(), nullable=False),
        sa.Column("asked_id", sa.BigInteger(), nullable=True),
        sa.Column("reason", sa.String(length=200), server_default="", nullable=False),
        sa.Column("status", sa.String(length=32), nullable=False),
        sa.Column("answered_by_id", sa.BigInteger(), nullable=True),
        _moment("answered_at", nullable=True),
        sa.Column("answer", sa.String(length=200), server_default="", nullable=False),
        _moment("updated_at", default="now()"),
        sa.Column("id", sa.BigInteger(), nullable=False),
        _moment("created_at", default="now()"),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_on_call_swaps_level")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_on_call_swaps_order")),
        sa.CheckConstraint("asked_id IS DISTINCT FROM asked_by_id", name=op.f("ck_on_call_swaps_two_people")),
        sa.CheckConstraint(STATUSES, name=op.f("ck_on_call_swaps_status")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["users.id"], name=op.f("fk_on_call_swaps_asked_by_id")),
        sa.ForeignKeyConstraint(["asked_id"], ["users.id"], name=op.f("fk_on_call_swaps_asked_id")),
        sa.ForeignKeyConstraint(["answered_by_id"], ["users.id"], name=op.f("fk_on_call_swaps_answered_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_on_call_swaps")),
    )
    op.create_index("ix_on_call_swaps_status_id", "on_call_swaps", ["status", "id"])


def downgrade() -> None:
    op.drop_table("on_call_swaps")
