"""What people write about the company in public, and where it is looked for."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, and_, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.i18n import N_, Sentence
from app.models.support.ticket import SupportTicket


class SourceKind(StrEnum):
    MASTODON = "MASTODON"  # a public timeline of one tag
    FEED = "FEED"  # RSS or Atom


class Network(StrEnum):
    MASTODON = "MASTODON"
    FEED = "FEED"
    FACEBOOK = "FACEBOOK"
    INSTAGRAM = "INSTAGRAM"
    TIKTOK = "TIKTOK"
    X = "X"
    OTHER = "OTHER"


PAGE_NETWORKS = frozenset({Network.FACEBOOK, Network.INSTAGRAM})  # answered by the token of our page


class SocialStatus(StrEnum):
    NEW = "NEW"  # nobody has looked at it
    TICKET = "TICKET"
    IGNORED = "IGNORED"


class SocialSource(Record):
    """`address`: `https://mastodon.social/tags/<tag>`, or that of a feed. `last_id`: newest post seen (Mastodon)."""

    __tablename__ = "social_sources"

    kind: Mapped[SourceKind] = one_of(SourceKind, "kind")
    name: Mapped[str] = mapped_column(String(80))
    address: Mapped[str] = mapped_column(String(500), unique=True)
    opens_tickets: Mapped[bool] = mapped_column(default=False, server_default="false")  # without being looked at
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    last_id: Mapped[str] = mapped_column(String(64), default="", server_default="")
    polled_at: Mapped[datetime | None]  # last read without a fault
    poll_error: Mapped[str] = mapped_column(String(300), default="", server_default="")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    def __str__(self) -> str:
        return self.name


class SocialPost(Record):
    """A post, comment or message. `external_id`: the network's own; `author_id`: who wrote, where messages go on.

    `is_message`: written to the company alone. `source_id` None: by webhook, or noted down by the team.
    """

    __tablename__ = "social_posts"

    network: Mapped[Network] = one_of(Network, "network")
    external_id: Mapped[str] = mapped_column(String(300))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("social_sources.id", ondelete="SET NULL"))
    author: Mapped[str] = mapped_column(String(120), default="", server_default="")
    author_id: Mapped[str] = mapped_column(String(120), default="", server_default="")
    url: Mapped[str] = mapped_column(String(600), default="", server_default="")
    text: Mapped[str] = mapped_column(Text)
    posted_at: Mapped[datetime]
    is_message: Mapped[bool] = mapped_column(default=False, server_default="false")
    is_withdrawn: Mapped[bool] = mapped_column(default=False, server_default="false")  # by its author, at the network
    status: Mapped[SocialStatus] = one_of(SocialStatus, "status", default=SocialStatus.NEW, server_default="NEW")
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    source: Mapped[SocialSource | None] = relationship()
    ticket: Mapped[SupportTicket | None] = relationship()

    __table_args__ = (
        UniqueConstraint("network", "external_id", name="uq_social_posts_network_external_id"),
        CheckConstraint("(status = 'TICKET') = (ticket_id IS NOT NULL)", name="ticket"),
        Index("ix_social_posts_status_id", status, "id"),
        Index("ix_social_posts_status_rank", rank_of(status), "id"),
        Index("ix_social_posts_network_id", network, "id"),
        Index("ix_social_posts_ticket_id", ticket_id, postgresql_where=ticket_id.is_not(None)),
        Index("ix_social_posts_author", network, author_id, "id", postgresql_where=author_id != ""),
    )

    def __str__(self) -> str:
        return f"{NETWORK_NAMES[self.network]} {self.author}".strip()


# answered under it, for everybody to read
STANDING_COMMENT = and_(
    SocialPost.network.in_(PAGE_NETWORKS), SocialPost.is_message.is_(False), SocialPost.is_withdrawn.is_(False)
)
NETWORK_NAMES = {
    Network.MASTODON: "Mastodon",
    Network.FEED: N_("Umpan RSS"),
    Network.FACEBOOK: "Facebook",
    Network.INSTAGRAM: "Instagram",
    Network.TIKTOK: "TikTok",
    Network.X: "X",
    Network.OTHER: N_("Lainnya"),
}
SOURCE_KINDS = {SourceKind.MASTODON: N_("Tag Mastodon"), SourceKind.FEED: N_("Umpan RSS atau Atom")}
SOCIAL_LABELS: dict[StrEnum, Sentence] = {
    SocialStatus.NEW: N_("Belum dilihat"),
    SocialStatus.TICKET: N_("Jadi tiket"),
    SocialStatus.IGNORED: N_("Diabaikan"),
}
