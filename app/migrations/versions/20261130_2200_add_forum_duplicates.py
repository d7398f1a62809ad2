"""A question of the forum that was asked before, and whether somebody else than who asked has answered."""

import sqlalchemy as sa
from alembic import op

revision = "forum_duplicates"
down_revision = "mark_security_prints"
branch_labels = None
depends_on = None

TABLE, INDEX = "forum_questions", "ix_forum_questions_unanswered"
FOREIGN, CHECK = "fk_forum_questions_duplicate_of_id", "ck_forum_questions_not_of_itself"
WAITING = "is_shown AND NOT is_answered AND accepted_id IS NULL AND ticket_id IS NULL AND duplicate_of_id IS NULL"
CONCURRENTLY = {"postgresql_concurrently": True}


def upgrade() -> None:
    op.add_column(TABLE, sa.Column("is_answered", sa.Boolean(), server_default="false", nullable=False))
    op.add_column(TABLE, sa.Column("duplicate_of_id", sa.BigInteger(), nullable=True))
    op.create_foreign_key(
        op.f(FOREIGN), TABLE, TABLE, ["duplicate_of_id"], ["id"], ondelete="SET NULL", postgresql_not_valid=True
    )
    op.create_check_constraint(op.f(CHECK), TABLE, "duplicate_of_id <> id", postgresql_not_valid=True)
    op.execute(
        "UPDATE forum_questions q SET is_answered = true WHERE EXISTS (SELECT 1 FROM forum_posts p "
        "WHERE p.question_id = q.id AND p.kind = 'ANSWER' AND p.status = 'SHOWN' AND p.author_id <> q.author_id)"
    )
    with op.get_context().autocommit_block():
        op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {FOREIGN}")
        op.execute(f"ALTER TABLE {TABLE} VALIDATE CONSTRAINT {CHECK}")
    with op.get_context().autocommit_block():
        op.create_index(
            op.f("ix_forum_questions_duplicate_of_id"), TABLE, ["duplicate_of_id"], if_not_exists=True, **CONCURRENTLY
        )
    with op.get_context().autocommit_block():
        op.drop_index(INDEX, TABLE, if_exists=True, **CONCURRENTLY)
    with op.get_context().autocommit_block():
        op.create_index(
            INDEX, TABLE, ["created_at"], postgresql_where=sa.text(WAITING), if_not_exists=True, **CONCURRENTLY
        )


def downgrade() -> None:
    op.drop_index(INDEX, TABLE)
    op.create_index(
        INDEX,
        TABLE,
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("is_shown AND answers = 0 AND ticket_id IS NULL"),
    )
    op.drop_column(TABLE, "duplicate_of_id")
    op.drop_column(TABLE, "is_answered")
