"""Requests counted by minute, route and release, and in all."""

import sqlalchemy as sa
from alembic import op

revision = "count_requests"
down_revision = "validate_checks"
branch_labels = None
depends_on = None

BUCKETS = (25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
COUNTED = ("total", "sum_ms", *(f"up_to_{bound}" for bound in BUCKETS))


def upgrade() -> None:
    op.create_table(
        "request_minutes",
        sa.Column("minute", sa.DateTime(timezone=True), nullable=False),
        *_route(),
        sa.Column("errors", sa.BigInteger(), nullable=False),
        *_counted(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_minutes")),
    )
    op.create_index(
        "uq_request_minutes_minute", "request_minutes", ["minute", "route", "method", "release"], unique=True
    )
    op.create_table(
        "request_totals",
        *_route(),
        sa.Column("colour", sa.String(length=10), nullable=False),
        sa.Column("status", sa.String(length=3), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        *_counted(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_request_totals")),
    )
    op.create_index(
        "uq_request_totals_route", "request_totals", ["route", "method", "release", "colour", "status"], unique=True
    )


def downgrade() -> None:
    op.drop_table("request_totals")
    op.drop_table("request_minutes")


def _route() -> list[sa.Column]:
    return [
        sa.Column("route", sa.String(length=200), nullable=False),
        sa.Column("method", sa.String(length=10), nullable=False),
        sa.Column("release", sa.String(length=40), nullable=False),
    ]


def _counted() -> list[sa.Column]:
    return [
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in COUNTED),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
    ]
