"""Months that are over and the company's days are added up once, so that a year is read from a few thousand rows."""

import sqlalchemy as sa
from alembic import op

revision = "kpi_months"
down_revision = "end_invitations"
branch_labels = None
depends_on = None

SMALL = (
    "jobs_done", "on_time", "checked_in", "no_shows", "claims_won", "claims_tried", "stars_sum", "stars_count",
    "response_count", "visits_opened", "visits_closed", "visits_cancelled",
)  # fmt: skip
LARGE = ("response_seconds", "income_idr", "invoiced_idr")


def sums() -> list[sa.Column]:
    small = [sa.Column(name, sa.Integer(), nullable=False) for name in SMALL]
    return small + [sa.Column(name, sa.BigInteger(), nullable=False) for name in LARGE]


def upgrade() -> None:
    op.create_table(
        "kpi_months",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("role", sa.String(length=32), nullable=False),
        *sums(),
        sa.CheckConstraint("role IN ('TECHNICIAN', 'CS', 'FIRM')", name=op.f("ck_kpi_months_role")),
        sa.PrimaryKeyConstraint("month", "user_id", "role", name=op.f("pk_kpi_months")),
    )
    op.create_table(
        "kpi_totals",
        sa.Column("day", sa.Date(), nullable=False),
        *sums(),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_kpi_totals")),
    )
    op.create_index("ix_kpi_days_user_id", "kpi_days", ["user_id", "day"])
    names, added = ", ".join(SMALL + LARGE), ", ".join(f"sum({name})" for name in SMALL + LARGE)
    op.execute(f"INSERT INTO kpi_totals (day, {names}) SELECT day, {added} FROM kpi_days GROUP BY day")
    op.execute(
        f"INSERT INTO kpi_months (month, user_id, role, {names}) "
        f"SELECT date_trunc('month', day)::date, user_id, role, {added} FROM kpi_days "
        "WHERE day < date_trunc('month', now())::date GROUP BY 1, 2, 3"
    )


def downgrade() -> None:
    op.drop_index("ix_kpi_days_user_id", table_name="kpi_days")
    op.drop_table("kpi_totals")
    op.drop_table("kpi_months")
