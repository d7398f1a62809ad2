"""add owners, unread marks and mentions to feedback and bug reports, and internal bugs"""

import sqlalchemy as sa
from alembic import op

revision = "feedback_owners_mentions"
down_revision = "payments_reviews"
branch_labels = None
depends_on = None


_TOPIC = "ck_notification_choices_topic"


def _allow_topic(topic: str) -> None:
    """Whatever topics the table allows already, and this one."""
    op.execute(f"""
DO $$
DECLARE known text;
BEGIN
    SELECT substring(pg_get_constraintdef(oid) FROM '\\((.*)\\)') INTO known FROM pg_constraint WHERE conname = '{_TOPIC}';
    EXECUTE 'ALTER TABLE notification_choices DROP CONSTRAINT {_TOPIC}';
    EXECUTE 'ALTER TABLE notification_choices ADD CONSTRAINT {_TOPIC} CHECK ((' || known || ') OR topic = ''{topic}'')';
END $$""")  # noqa: S608


def upgrade() -> None:
    _allow_topic("REPORTS")
    for table in ("feedback", "bug_reports"):
        op.add_column(table, sa.Column("owner_id", sa.BigInteger(), nullable=True))
        op.add_column(table, sa.Column("unread_at", sa.DateTime(timezone=True), nullable=True))
        op.create_foreign_key(op.f(f"fk_{table}_owner_id"), table, "users", ["owner_id"], ["id"])
        op.create_index(f"ix_{table}_unread", table, ["id"], postgresql_where=sa.text("unread_at IS NOT NULL"))
        op.create_index(
            f"ix_{table}_owner_id", table, ["owner_id", "id"], postgresql_where=sa.text("owner_id IS NOT NULL")
        )
    op.add_column("feedback", sa.Column("merged_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("bug_reports", sa.Column("internal", sa.Boolean(), server_default="false", nullable=False))
    op.create_table(
        "feedback_mentions",
        sa.Column("feedback_id", sa.BigInteger(), nullable=False),
        sa.Column("entry_id", sa.BigInteger(), nullable=False),
        sa.Column("user_id", sa.BigInteger(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["feedback_id"], ["feedback.id"], name=op.f("fk_feedback_mentions_feedback_id")),
        sa.ForeignKeyConstraint(["entry_id"], ["feedback_entries.id"], name=op.f("fk_feedback_mentions_entry_id")),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_feedback_mentions_user_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_feedback_mentions")),
    )
    op.create_index(op.f("ix_feedback_mentions_feedback_id"), "feedback_mentions", ["feedback_id"])
    op.create_index(
        "ix_feedback_mentions_waiting",
        "feedback_mentions",
        ["user_id", "id"],
        postgresql_where=sa.text("done_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_table("feedback_mentions")
    op.drop_column("feedback", "merged_at")
    op.drop_column("bug_reports", "internal")
    for table in ("bug_reports", "feedback"):
        op.drop_column(table, "unread_at")
        op.drop_column(table, "owner_id")
