"""Backups, restore drills, and the alarms about both."""

import sqlalchemy as sa
from alembic import op

revision = "add_backups"
down_revision = "lapse_open_questions"
branch_labels = None
depends_on = None

OPEN = sa.text("status IN ('WAITING', 'RUNNING')")


def _moment(name: str) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=True)


def _record() -> tuple[sa.Column, ...]:
    made = sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.func.now(), nullable=False)
    return sa.Column("id", sa.BigInteger(), nullable=False), made


def _text(name: str, length: int) -> sa.Column:
    return sa.Column(name, sa.String(length), server_default="", nullable=False)


def _person(name: str, table: str) -> tuple[sa.Column, sa.ForeignKeyConstraint]:
    key = sa.ForeignKeyConstraint([name], ["users.id"], name=op.f(f"fk_{table}_{name}"))
    return sa.Column(name, sa.BigInteger(), nullable=True), key


def upgrade() -> None:
    op.create_table(
        "backups",
        sa.Column("status", sa.String(32), nullable=False),
        sa.Column("name", sa.String(60), nullable=True),
        _text("place", 200),
        *_person("asked_by_id", "backups"),
        _moment("snapshot_at"),
        _moment("finished_at"),
        _moment("leased_until"),
        sa.Column("done_percent", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=True),
        _text("sha256", 64),
        sa.Column("row_count", sa.BigInteger(), nullable=True),
        sa.Column("file_count", sa.Integer(), nullable=True),
        _text("schema_head", 32),
        _text("recipients", 500),
        _text("error", 500),
        *_record(),
        sa.CheckConstraint(
            "status IN ('WAITING', 'RUNNING', 'GOOD', 'INCOMPLETE', 'FAILED', 'REMOVED')", name=op.f("ck_backups_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backups")),
        sa.UniqueConstraint("name", name=op.f("uq_backups_name")),
    )
    op.create_index("ix_backups_status_snapshot", "backups", ["status", "snapshot_at"])
    op.create_index("uq_backups_open", "backups", [sa.text("(1)")], unique=True, postgresql_where=OPEN)
    op.create_table(
        "restore_drills",
        sa.Column("status", sa.String(32), nullable=False),
        _text("backup_name", 60),
        *_person("asked_by_id", "restore_drills"),
        _moment("started_at"),
        _moment("finished_at"),
        _moment("leased_until"),
        sa.Column("rto_seconds", sa.Integer(), nullable=True),
        sa.Column("rpo_seconds", sa.BigInteger(), nullable=True),
        sa.Column("table_count", sa.Integer(), nullable=True),
        sa.Column("row_count", sa.BigInteger(), nullable=True),
        sa.Column("file_count", sa.Integer(), nullable=True),
        _text("page", 200),
        _text("error", 500),
        *_record(),
        sa.CheckConstraint(
            "status IN ('WAITING', 'RUNNING', 'PASSED', 'FAILED')", name=op.f("ck_restore_drills_status")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restore_drills")),
    )
    op.create_index("ix_restore_drills_status_finished", "restore_drills", ["status", "finished_at"])
    op.create_index("uq_restore_drills_open", "restore_drills", [sa.text("(1)")], unique=True, postgresql_where=OPEN)
    op.create_table(
        "backup_alarms",
        sa.Column("fault", sa.String(32), nullable=False),
        _text("detail", 500),
        sa.Column("status", sa.String(32), nullable=False),
        _text("note", 500),
        *_person("resolved_by_id", "backup_alarms"),
        _moment("resolved_at"),
        *_record(),
        sa.CheckConstraint(
            "fault IN ('TOO_OLD', 'SIZE', 'FAILED', 'INCOMPLETE', 'DRILL_TOO_OLD', 'DRILL_FAILED')",
            name=op.f("ck_backup_alarms_fault"),
        ),
        sa.CheckConstraint("status IN ('OPEN', 'DONE')", name=op.f("ck_backup_alarms_status")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_backup_alarms")),
    )
    op.create_index(
        "uq_backup_alarms_open", "backup_alarms", ["fault"], unique=True, postgresql_where=sa.text("status = 'OPEN'")
    )
    op.create_index("ix_backup_alarms_status_id", "backup_alarms", ["status", "id"])


def downgrade() -> None:
    for table in ("backup_alarms", "restore_drills", "backups"):
        op.drop_table(table)
