"""The forum: questions, their answers and comments, edits, follows and reports."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func, text
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.help.article import Article, HelpCategory
from app.models.support.ticket import SupportTicket

LONGEST_TITLE, LONGEST_BODY = 150, 10_000
MOST_TAGS = 5
POSTED_IN_AN_HOUR = 60  # by one account, answers and comments, too


class PostStatus(StrEnum):
    HELD = "HELD"  # read by its author and by moderators only
    SHOWN = "SHOWN"
    HIDDEN = "HIDDEN"


class PostKind(StrEnum):
    QUESTION = "QUESTION"
    ANSWER = "ANSWER"
    COMMENT = "COMMENT"


class ForumQuestion(Record):
    """Its text is its first post. `search` holds the stems of title and text."""

    __tablename__ = "forum_questions"

    title: Mapped[str] = mapped_column(String(150))
    tags: Mapped[list[str]] = mapped_column(ARRAY(String(40)), default=list, server_default="{}")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("help_categories.id", ondelete="SET NULL"))
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    is_shown: Mapped[bool] = mapped_column(default=False, server_default="false")  # follows its first post
    is_outdated: Mapped[bool] = mapped_column(default=False, server_default="false")
    accepted_id: Mapped[int | None] = mapped_column(ForeignKey("forum_posts.id", use_alter=True))
    answers: Mapped[int] = mapped_column(default=0, server_default="0")  # shown ones
    is_answered: Mapped[bool] = mapped_column(default=False, server_default="false")  # by somebody else than who asked
    duplicate_of_id: Mapped[int | None] = mapped_column(
        ForeignKey("forum_questions.id", ondelete="SET NULL"), index=True
    )
    last_at: Mapped[datetime] = mapped_column()
    article_id: Mapped[int | None] = mapped_column(ForeignKey("help_articles.id", ondelete="SET NULL"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search: Mapped[str | None] = mapped_column(TSVECTOR, deferred=True)

    author: Mapped[User] = relationship()
    category: Mapped[HelpCategory | None] = relationship()
    article: Mapped[Article | None] = relationship()
    ticket: Mapped[SupportTicket | None] = relationship()
    duplicate_of: Mapped["ForumQuestion | None"] = relationship(remote_side="ForumQuestion.id")

    __table_args__ = (
        CheckConstraint("duplicate_of_id <> id", name="not_of_itself"),
        Index("ix_forum_questions_search", search, postgresql_using="gin"),
        Index("ix_forum_questions_tags", tags, postgresql_using="gin"),
        Index("ix_forum_questions_last_at", last_at, "id", postgresql_where=text("is_shown")),
        Index("ix_forum_questions_author_id", author_id, "id"),
        Index("ix_forum_questions_category_id", category_id, "id"),
        Index(
            "ix_forum_questions_unanswered",
            "created_at",
            postgresql_where=text(
                "is_shown AND NOT is_answered AND accepted_id IS NULL AND ticket_id IS NULL AND duplicate_of_id IS NULL"
            ),
        ),
    )

    def __str__(self) -> str:
        return self.title


class ForumPost(Record):
    """Markdown. A comment stands under `parent_id`."""

    __tablename__ = "forum_posts"

    question_id: Mapped[int] = mapped_column(ForeignKey("forum_questions.id", ondelete="CASCADE"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("forum_posts.id", ondelete="CASCADE"), index=True)
    kind: Mapped[PostKind] = one_of(PostKind, "kind")
    status: Mapped[PostStatus] = one_of(PostStatus, "status", default=PostStatus.HELD, server_default="HELD")
    body: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    edited_at: Mapped[datetime | None] = mapped_column()
    reports: Mapped[int] = mapped_column(default=0, server_default="0")  # that nobody has looked at
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    question: Mapped[ForumQuestion] = relationship(foreign_keys=question_id)
    author: Mapped[User] = relationship()

    __table_args__ = (
        CheckConstraint("(kind = 'COMMENT') = (parent_id IS NOT NULL)", name="comment_under"),
        Index("uq_forum_posts_first", question_id, unique=True, postgresql_where=kind == PostKind.QUESTION),
        Index("ix_forum_posts_question_id", question_id, "id"),
        Index("ix_forum_posts_author_id", author_id, "id"),
        Index("ix_forum_posts_status_id", status, "id"),
        Index("ix_forum_posts_status_rank", rank_of(status), "id"),
        Index("ix_forum_posts_reports", "id", postgresql_where=reports > 0),
    )

    def __str__(self) -> str:
        return f"#{self.id}"


class ForumEdit(Record):
    """What a post said before it was edited."""

    __tablename__ = "forum_edits"

    post_id: Mapped[int] = mapped_column(ForeignKey("forum_posts.id", ondelete="CASCADE"), index=True)
    body: Mapped[str] = mapped_column(Text)
    editor_id: Mapped[int] = mapped_column(ForeignKey("users.id"))

    editor: Mapped[User] = relationship()


class ForumFollow(Record):
    """Somebody is told of what is new in a question, under a tag, or in a category."""

    __tablename__ = "forum_follows"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    question_id: Mapped[int | None] = mapped_column(ForeignKey("forum_questions.id", ondelete="CASCADE"), index=True)
    category_id: Mapped[int | None] = mapped_column(ForeignKey("help_categories.id", ondelete="CASCADE"), index=True)
    tag: Mapped[str | None] = mapped_column(String(40), index=True)

    __table_args__ = (
        CheckConstraint("num_nonnulls(question_id, category_id, tag) = 1", name="one_thing"),
        Index("uq_forum_follows_question", user_id, question_id, unique=True),
        Index("uq_forum_follows_category", user_id, category_id, unique=True),
        Index("uq_forum_follows_tag", user_id, tag, unique=True),
    )


class ForumReport(Record):
    """A reader says that a post does not belong here: once for each reader and post."""

    __tablename__ = "forum_reports"

    post_id: Mapped[int] = mapped_column(ForeignKey("forum_posts.id", ondelete="CASCADE"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("users.id"))
    reason: Mapped[str] = mapped_column(String(300), default="", server_default="")

    __table_args__ = (Index("uq_forum_reports_post_id_reporter_id", post_id, reporter_id, unique=True),)


class ForumState(Record):
    """One row. Triggers set another `version` in every transaction that changes a question, a post or a category."""

    __tablename__ = "forum_states"

    version: Mapped[UUID] = mapped_column(server_default=func.gen_random_uuid())


POST_LABELS: dict[StrEnum, Sentence] = {
    PostStatus.HELD: N_("Menunggu diperiksa"),
    PostStatus.SHOWN: N_("Tampil"),
    PostStatus.HIDDEN: N_("Disembunyikan"),
}
POST_KIND_LABELS = {
    PostKind.QUESTION: N_("Pertanyaan"),
    PostKind.ANSWER: N_("Jawaban"),
    PostKind.COMMENT: N_("Komentar"),
}
