"""Freeze windows and who overrode them, followers of releases, answers of the 0-10 survey, planned days, files of ticks."""

import sqlalchemy as sa
from alembic import op

revision = "release_calendar"
down_revision = "support_low_ratings"
branch_labels = None
depends_on = None

NOW = sa.text("now()")


def upgrade() -> None:
    op.add_column("releases", sa.Column("planned_date", sa.Date(), nullable=True))
    op.add_column("release_items", sa.Column("file_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(op.f("fk_release_items_file_id"), "release_items", "stored_files", ["file_id"], ["id"])
    op.create_table(
        "freeze_windows",
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("system", sa.String(40), server_default="", nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_record("freeze_windows"),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_freeze_windows_order")),
    )
    op.create_index("ix_freeze_windows_ends_at", "freeze_windows", ["ends_at"])
    op.create_table(
        "freeze_overrides",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("allowed_by_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(500), nullable=False),
        *_record("freeze_overrides"),
        _of("freeze_overrides", "release_id", "releases", "CASCADE"),
        _of("freeze_overrides", "allowed_by_id", "users"),
    )
    op.create_index("ix_freeze_overrides_release", "freeze_overrides", ["release_id", "created_at"])
    op.create_table(
        "release_followers",
        sa.Column("release_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        *_record("release_followers"),
        _of("release_followers", "release_id", "releases", "CASCADE"),
        _of("release_followers", "user_id", "users", "CASCADE"),
    )
    op.create_index(
        "uq_release_followers_release_id_user_id", "release_followers", ["release_id", "user_id"], unique=True
    )
    op.create_table(
        "nps_answers",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=True),
        sa.Column("comment", sa.String(1000), server_default="", nullable=False),
        sa.Column("version_seen", sa.String(40), server_default="", nullable=False),
        *_record("nps_answers"),
        sa.CheckConstraint("score BETWEEN 0 AND 10", name=op.f("ck_nps_answers_score")),
        _of("nps_answers", "user_id", "users"),
    )
    op.create_index("ix_nps_answers_user_id", "nps_answers", ["user_id", "created_at"])
    op.create_index("ix_nps_answers_created_at", "nps_answers", ["created_at"])


def _record(table: str) -> tuple[sa.schema.SchemaItem, ...]:
    return (
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=NOW, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _of(table: str, column: str, other: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def downgrade() -> None:
    for table in ("nps_answers", "release_followers", "freeze_overrides", "freeze_windows"):
        op.drop_table(table)
    op.drop_column("release_items", "file_id")
    op.drop_column("releases", "planned_date")
