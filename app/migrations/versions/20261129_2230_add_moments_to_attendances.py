"""add the moment that counts, its source and CS's look at it to attendances"""

import sqlalchemy as sa
from alembic import op

revision = "attendance_moments"
down_revision = "people_makers_and_editors"
branch_labels = None
depends_on = None

SOURCES = ("SERVER", "PHONE", "GIVEN_LATER", "DESK")
STATUSES = ("COUNTED", "QUESTIONED", "REJECTED")
DOUBTS = (
    "CLOCK",
    "BEFORE_CLAIM",
    "AFTER_FINISH",
    "CANCELLED",
    "RELEASED",
    "FAR_FROM_PLAN",
    "DAY_JUMP",
    "NO_CHECK_IN",
    "LONG_DAY",
)


def _in(column: str, values: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(value) for value in values)})"


def upgrade() -> None:
    moment = sa.DateTime(timezone=True)
    op.add_column("attendances", sa.Column("happened_at", moment))
    op.add_column("attendances", sa.Column("moment_source", sa.String(32), nullable=False, server_default="SERVER"))
    op.add_column("attendances", sa.Column("sent_at", moment))
    op.add_column("attendances", sa.Column("status", sa.String(32), nullable=False, server_default="COUNTED"))
    op.add_column("attendances", sa.Column("doubt", sa.String(32)))
    op.add_column("attendances", sa.Column("decided_by_id", sa.BigInteger))
    op.add_column("attendances", sa.Column("decided_at", moment))
    op.add_column("attendances", sa.Column("decision_note", sa.String(500), nullable=False, server_default=""))
    op.execute(
        "UPDATE attendances SET happened_at = CASE WHEN offline AND device_at IS NOT NULL THEN device_at"
        " ELSE server_at END, moment_source = CASE WHEN offline AND device_at IS NOT NULL THEN 'PHONE' ELSE 'SERVER' END"
    )
    op.alter_column("attendances", "happened_at", nullable=False, server_default=sa.func.now())
    op.create_foreign_key(
        op.f("fk_attendances_decided_by_id"), "attendances", "users", ["decided_by_id"], ["id"]
    )
    op.create_check_constraint(op.f("ck_attendances_moment_source"), "attendances", _in("moment_source", SOURCES))
    op.create_check_constraint(op.f("ck_attendances_status"), "attendances", _in("status", STATUSES))
    op.create_check_constraint(op.f("ck_attendances_doubt"), "attendances", _in("doubt", DOUBTS))
    op.create_check_constraint(
        op.f("ck_attendances_doubt_has_a_reason"), "attendances", "status <> 'QUESTIONED' OR doubt IS NOT NULL"
    )
    op.drop_index("uq_attendances_once_a_day", "attendances")
    op.create_index(
        "uq_attendances_once_a_day",
        "attendances",
        ["assignment_id", "kind", "work_date"],
        unique=True,
        postgresql_where=sa.text("status != 'REJECTED'"),
    )
    op.create_index(
        "ix_attendances_questioned", "attendances", ["id"], postgresql_where=sa.text("status = 'QUESTIONED'")
    )


def downgrade() -> None:
    op.drop_index("ix_attendances_questioned", "attendances")
    op.drop_index("uq_attendances_once_a_day", "attendances")
    op.execute("DELETE FROM attendances WHERE status = 'REJECTED'")
    op.create_index("uq_attendances_once_a_day", "attendances", ["assignment_id", "kind", "work_date"], unique=True)
    for column in (
        "happened_at",
        "moment_source",
        "sent_at",
        "status",
        "doubt",
        "decided_by_id",
        "decided_at",
        "decision_note",
    ):
        op.drop_column("attendances", column)
