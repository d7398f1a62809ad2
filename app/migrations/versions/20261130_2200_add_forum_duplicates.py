"""A question of the forum that was asked before, and whether somebody else than who asked has answered."""

import sqlalchemy as sa
from alembic import op

revision = "forum_duplicates"
down_revision = "mark_security_prints"
branch_labels = None
depends_on = None

INDEX = "ix_forum_questions_unanswered"


def upgrade() -> None:
    op.add_column("forum_questions", sa.Column("is_answered", sa.Boolean(), server_default="false", nullable=False))
    op.add_column("forum_questions", sa.Column("duplicate_of_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f("fk_forum_questions_duplicate_of_id"),
        "forum_questions",
        "forum_questions",
        ["duplicate_of_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_check_constraint(op.f("ck_forum_questions_not_of_itself"), "forum_questions", "duplicate_of_id <> id")
    op.create_index(op.f("ix_forum_questions_duplicate_of_id"), "forum_questions", ["duplicate_of_id"], unique=False)
    op.execute(
        "UPDATE forum_questions q SET is_answered = true WHERE EXISTS (SELECT 1 FROM forum_posts p "
        "WHERE p.question_id = q.id AND p.kind = 'ANSWER' AND p.status = 'SHOWN' AND p.author_id <> q.author_id)"
    )
    op.drop_index(INDEX, table_name="forum_questions")
    op.create_index(
        INDEX,
        "forum_questions",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text(
            "is_shown AND NOT is_answered AND accepted_id IS NULL AND ticket_id IS NULL AND duplicate_of_id IS NULL"
        ),
    )


def downgrade() -> None:
    op.drop_index(INDEX, table_name="forum_questions")
    op.create_index(
        INDEX,
        "forum_questions",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("is_shown AND answers = 0 AND ticket_id IS NULL"),
    )
    op.drop_column("forum_questions", "duplicate_of_id")
    op.drop_column("forum_questions", "is_answered")
