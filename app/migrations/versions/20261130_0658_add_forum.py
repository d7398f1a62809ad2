"""The forum: questions, posts, edits, follows and reports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "forum"
down_revision = "support_months"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "forum_questions",
        sa.Column("title", sa.String(length=150), nullable=False),
        sa.Column("tags", postgresql.ARRAY(sa.String(length=40)), server_default="{}", nullable=False),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("is_shown", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("is_outdated", sa.Boolean(), server_default="false", nullable=False),
        sa.Column("accepted_id", sa.BigInteger(), nullable=True),
        sa.Column("answers", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("article_id", sa.BigInteger(), nullable=True),
        sa.Column("ticket_id", sa.BigInteger(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("search", postgresql.TSVECTOR(), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["article_id"], ["help_articles.id"], name=op.f("fk_forum_questions_article_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_forum_questions_author_id")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["help_categories.id"], name=op.f("fk_forum_questions_category_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["ticket_id"], ["support_tickets.id"], name=op.f("fk_forum_questions_ticket_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_questions")),
    )
    op.create_index("ix_forum_questions_author_id", "forum_questions", ["author_id", "id"], unique=False)
    op.create_index("ix_forum_questions_category_id", "forum_questions", ["category_id", "id"], unique=False)
    op.create_index(
        "ix_forum_questions_last_at",
        "forum_questions",
        ["last_at", "id"],
        unique=False,
        postgresql_where=sa.text("is_shown"),
    )
    op.create_index("ix_forum_questions_search", "forum_questions", ["search"], unique=False, postgresql_using="gin")
    op.create_index("ix_forum_questions_tags", "forum_questions", ["tags"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_forum_questions_unanswered",
        "forum_questions",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("is_shown AND answers = 0 AND ticket_id IS NULL"),
    )
    op.create_table(
        "forum_follows",
        sa.Column("user_id", sa.BigInteger(), nullable=False),
        sa.Column("question_id", sa.BigInteger(), nullable=True),
        sa.Column("category_id", sa.BigInteger(), nullable=True),
        sa.Column("tag", sa.String(length=40), nullable=True),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("num_nonnulls(question_id, category_id, tag) = 1", name=op.f("ck_forum_follows_one_thing")),
        sa.ForeignKeyConstraint(
            ["category_id"], ["help_categories.id"], name=op.f("fk_forum_follows_category_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["forum_questions.id"], name=op.f("fk_forum_follows_question_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_forum_follows_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_follows")),
    )
    op.create_index(op.f("ix_forum_follows_category_id"), "forum_follows", ["category_id"], unique=False)
    op.create_index(op.f("ix_forum_follows_question_id"), "forum_follows", ["question_id"], unique=False)
    op.create_index(op.f("ix_forum_follows_tag"), "forum_follows", ["tag"], unique=False)
    op.create_index("uq_forum_follows_category", "forum_follows", ["user_id", "category_id"], unique=True)
    op.create_index("uq_forum_follows_question", "forum_follows", ["user_id", "question_id"], unique=True)
    op.create_index("uq_forum_follows_tag", "forum_follows", ["user_id", "tag"], unique=True)
    op.create_table(
        "forum_posts",
        sa.Column("question_id", sa.BigInteger(), nullable=False),
        sa.Column("parent_id", sa.BigInteger(), nullable=True),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("status", sa.String(length=32), server_default="HELD", nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reports", sa.Integer(), server_default="0", nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.CheckConstraint("(kind = 'COMMENT') = (parent_id IS NOT NULL)", name=op.f("ck_forum_posts_comment_under")),
        sa.CheckConstraint("kind IN ('QUESTION', 'ANSWER', 'COMMENT')", name=op.f("ck_forum_posts_kind")),
        sa.CheckConstraint("status IN ('HELD', 'SHOWN', 'HIDDEN')", name=op.f("ck_forum_posts_status")),
        sa.ForeignKeyConstraint(["author_id"], ["users.id"], name=op.f("fk_forum_posts_author_id")),
        sa.ForeignKeyConstraint(
            ["parent_id"], ["forum_posts.id"], name=op.f("fk_forum_posts_parent_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["question_id"], ["forum_questions.id"], name=op.f("fk_forum_posts_question_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_posts")),
    )
    op.create_index("ix_forum_posts_author_id", "forum_posts", ["author_id", "id"], unique=False)
    op.create_index(op.f("ix_forum_posts_parent_id"), "forum_posts", ["parent_id"], unique=False)
    op.create_index("ix_forum_posts_question_id", "forum_posts", ["question_id", "id"], unique=False)
    op.create_index(
        "ix_forum_posts_reports", "forum_posts", ["id"], unique=False, postgresql_where=sa.text("reports > 0")
    )
    op.create_index("ix_forum_posts_status_id", "forum_posts", ["status", "id"], unique=False)
    op.create_index(
        "ix_forum_posts_status_rank",
        "forum_posts",
        [sa.literal_column("array_position('{HELD,SHOWN,HIDDEN}'::varchar[], status)"), "id"],
        unique=False,
    )
    op.create_index(
        "uq_forum_posts_first",
        "forum_posts",
        ["question_id"],
        unique=True,
        postgresql_where=sa.text("kind = 'QUESTION'"),
    )
    op.create_table(
        "forum_edits",
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("editor_id", sa.BigInteger(), nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(["editor_id"], ["users.id"], name=op.f("fk_forum_edits_editor_id")),
        sa.ForeignKeyConstraint(
            ["post_id"], ["forum_posts.id"], name=op.f("fk_forum_edits_post_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_edits")),
    )
    op.create_index(op.f("ix_forum_edits_post_id"), "forum_edits", ["post_id"], unique=False)
    op.create_table(
        "forum_reports",
        sa.Column("post_id", sa.BigInteger(), nullable=False),
        sa.Column("reporter_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.String(length=300), server_default="", nullable=False),
        sa.Column("id", sa.BigInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.ForeignKeyConstraint(
            ["post_id"], ["forum_posts.id"], name=op.f("fk_forum_reports_post_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["reporter_id"], ["users.id"], name=op.f("fk_forum_reports_reporter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_forum_reports")),
    )
    op.create_index("uq_forum_reports_post_id_reporter_id", "forum_reports", ["post_id", "reporter_id"], unique=True)
    op.create_foreign_key(
        op.f("fk_forum_questions_accepted_id"), "forum_questions", "forum_posts", ["accepted_id"], ["id"]
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_forum_questions_accepted_id"), "forum_questions", type_="foreignkey")
    op.drop_table("forum_reports")
    op.drop_table("forum_edits")
    op.drop_table("forum_posts")
    op.drop_table("forum_follows")
    op.drop_table("forum_questions")
