"""Articles of the help centre and internal instructions, their versions, pictures, addresses and votes."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.files.document import StoredFile
from app.models.support.ticket import SupportTicket


class ArticleStatus(StrEnum):
    """What becomes of the newest version; readers keep the published one meanwhile."""

    DRAFT = "DRAFT"
    IN_REVIEW = "IN_REVIEW"
    PUBLISHED = "PUBLISHED"
    ARCHIVED = "ARCHIVED"  # read by nobody any more


class HelpCategory(Record):
    __tablename__ = "help_categories"

    name: Mapped[str] = mapped_column(String(60), unique=True)
    english_name: Mapped[str] = mapped_column(String(60), default="", server_default="")
    position: Mapped[int] = mapped_column(default=0, server_default="0")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    def __str__(self) -> str:
        return self.name

    def name_in(self, locale: str) -> str:
        return self.english_name if locale == "en" and self.english_name else self.name


class Article(Record):
    """`title` and `body` (Markdown) are those of the newest version, `published` is what readers get.

    `search` and `prefixes` hold words of the published version: stems, and as written. `is_internal`: staff only.
    `translates_id` names the Indonesian article that an English one says.
    """

    __tablename__ = "help_articles"

    title: Mapped[str] = mapped_column(String(150))
    slug: Mapped[str] = mapped_column(String(160))  # its address now; older ones stand in help_addresses
    body: Mapped[str] = mapped_column(Text)
    locale: Mapped[str] = one_of(["id", "en"], "locale", default="id", server_default="id")
    status: Mapped[ArticleStatus] = one_of(ArticleStatus, "status", default=ArticleStatus.DRAFT, server_default="DRAFT")
    category_id: Mapped[int | None] = mapped_column(ForeignKey("help_categories.id", ondelete="SET NULL"))
    is_internal: Mapped[bool] = mapped_column(default=False, server_default="false")
    ticket_kinds: Mapped[list[str]] = mapped_column(ARRAY(String(32)), default=list, server_default="{}")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    editor_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # who wrote the newest version
    published_version_id: Mapped[int | None] = mapped_column(ForeignKey("help_versions.id", use_alter=True))
    published_at: Mapped[datetime | None] = mapped_column()  # the first time; may lie ahead
    review_by_date: Mapped[date | None] = mapped_column()
    translates_id: Mapped[int | None] = mapped_column(ForeignKey("help_articles.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))  # it was written from
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())
    search: Mapped[str | None] = mapped_column(TSVECTOR, deferred=True)
    prefixes: Mapped[str | None] = mapped_column(TSVECTOR, deferred=True)

    category: Mapped[HelpCategory | None] = relationship()
    owner: Mapped[User | None] = relationship(foreign_keys=owner_id)
    editor: Mapped[User | None] = relationship(foreign_keys=editor_id)
    published: Mapped["ArticleVersion | None"] = relationship(foreign_keys=published_version_id)
    translates: Mapped["Article | None"] = relationship(remote_side="Article.id", foreign_keys=translates_id)
    ticket: Mapped[SupportTicket | None] = relationship()

    __table_args__ = (
        CheckConstraint("translates_id IS NULL OR (locale = 'en' AND translates_id <> id)", name="translates"),
        CheckConstraint("status <> 'PUBLISHED' OR published_version_id IS NOT NULL", name="published"),
        Index("uq_help_articles_translates_id", translates_id, unique=True),
        Index("ix_help_articles_search", search, postgresql_using="gin"),
        Index("ix_help_articles_prefixes", prefixes, postgresql_using="gin"),
        Index("ix_help_articles_status_id", status, "id"),
        Index("ix_help_articles_status_rank", rank_of(status), "id"),
        Index("ix_help_articles_category_id", category_id, "id"),
        Index("ix_help_articles_ticket_id", ticket_id, postgresql_where=ticket_id.is_not(None)),
    )

    def __str__(self) -> str:
        return self.title


class ArticleVersion(Record):
    """One saved text, never changed. Who approved it is another person than its author."""

    __tablename__ = "help_versions"

    article_id: Mapped[int] = mapped_column(ForeignKey("help_articles.id", ondelete="CASCADE"))
    number: Mapped[int] = mapped_column()
    title: Mapped[str] = mapped_column(String(150))
    body: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_by_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    approved_at: Mapped[datetime | None] = mapped_column()
    pdf_file_id: Mapped[int | None] = mapped_column(ForeignKey("stored_files.id"))  # drawn once it is published

    author: Mapped[User | None] = relationship(foreign_keys=author_id)
    approved_by: Mapped[User | None] = relationship(foreign_keys=approved_by_id)
    pdf: Mapped[StoredFile | None] = relationship()

    __table_args__ = (
        CheckConstraint("approved_by_id <> author_id", name="second_person"),
        Index("uq_help_versions_article_id_number", article_id, number, unique=True),
    )


class ArticleAddress(Record):
    """Every address an article has had: old ones lead to the present one."""

    __tablename__ = "help_addresses"

    slug: Mapped[str] = mapped_column(String(160), unique=True)
    article_id: Mapped[int] = mapped_column(ForeignKey("help_articles.id", ondelete="CASCADE"), index=True)


class ArticlePicture(Record):
    """Named in the text as `![words](gambar:<id>)`."""

    __tablename__ = "help_pictures"

    article_id: Mapped[int] = mapped_column(ForeignKey("help_articles.id", ondelete="CASCADE"), index=True)
    file_id: Mapped[int] = mapped_column(ForeignKey("stored_files.id"))

    file: Mapped[StoredFile] = relationship()


class ArticleVote(Record):
    """Whether an article helped: one for each reader, who may change their mind."""

    __tablename__ = "help_votes"

    article_id: Mapped[int] = mapped_column(ForeignKey("help_articles.id", ondelete="CASCADE"))
    reader: Mapped[str] = mapped_column(String(64))  # a hash of the account or of the browser
    helpful: Mapped[bool] = mapped_column()
    reason: Mapped[str] = mapped_column(String(500), default="", server_default="")

    __table_args__ = (Index("uq_help_votes_article_id_reader", article_id, reader, unique=True),)


ARTICLE_LABELS: dict[StrEnum, Sentence] = {
    ArticleStatus.DRAFT: N_("Konsep"),
    ArticleStatus.IN_REVIEW: N_("Menunggu ditinjau"),
    ArticleStatus.PUBLISHED: N_("Terbit"),
    ArticleStatus.ARCHIVED: N_("Diarsipkan"),
}
