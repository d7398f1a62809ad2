"""Live chats with visitors: their messages, who of us is there, and which sites may show the widget."""

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, String, Text, func
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.core.db import Record, one_of, rank_of
from app.core.errors import NotAvailable
from app.core.flow import Action, Ask, Condition, Flow, Transition
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_steps import SUPPORT_TEAM

LONGEST_TEXT = 4000  # letters of one message
TYPING = timedelta(seconds=6)  # so long somebody is said to be writing


class ChatStatus(StrEnum):
    WAITING = "WAITING"  # for somebody of ours
    TAKEN = "TAKEN"
    ENDED = "ENDED"


class ChatSide(StrEnum):
    VISITOR = "VISITOR"
    AGENT = "AGENT"
    SYSTEM = "SYSTEM"


class Chat(Record):
    """`token_sha256` is of the secret that only the visitor's browser has. An ended chat is a ticket."""

    __tablename__ = "chats"

    token_sha256: Mapped[str] = mapped_column(String(64), unique=True)
    status: Mapped[ChatStatus] = one_of(ChatStatus, "status", default=ChatStatus.WAITING, server_default="WAITING")
    visitor_name: Mapped[str] = mapped_column(String(120), default="", server_default="")
    visitor_email: Mapped[str] = mapped_column(String(254), default="", server_default="")  # as typed, not confirmed
    topic: Mapped[str] = mapped_column(String(60), default="", server_default="")
    page: Mapped[str] = mapped_column(String(500), default="", server_default="")  # where the visitor was
    locale: Mapped[str] = one_of(["id", "en"], "locale", default="id", server_default="id")
    requester_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))  # by their session, never by a form
    agent_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))
    taken_at: Mapped[datetime | None] = mapped_column()
    ended_at: Mapped[datetime | None] = mapped_column()
    unread_at: Mapped[datetime | None] = mapped_column()  # the visitor has written what nobody has answered
    last_message_id: Mapped[int | None] = mapped_column(BigInteger)
    visitor_seen_at: Mapped[datetime] = mapped_column()
    visitor_typing_at: Mapped[datetime | None] = mapped_column()
    agent_typing_at: Mapped[datetime | None] = mapped_column()
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"))
    version: Mapped[int] = mapped_column(default=1, server_default="1")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    requester: Mapped[User | None] = relationship(foreign_keys=requester_id)
    agent: Mapped[User | None] = relationship(foreign_keys=agent_id)
    ticket: Mapped[SupportTicket | None] = relationship()

    __table_args__ = (
        CheckConstraint("(status = 'ENDED') = (ended_at IS NOT NULL)", name="ended"),
        CheckConstraint("status <> 'TAKEN' OR agent_id IS NOT NULL", name="taken_by_somebody"),
        Index("ix_chats_status_id", status, "id"),
        Index("ix_chats_status_rank", rank_of(status), "id"),
        Index("ix_chats_agent_id", agent_id, "id"),
        Index("ix_chats_ticket_id", ticket_id, postgresql_where=ticket_id.is_not(None)),
        Index("ix_chats_unread", "id", postgresql_where=unread_at.is_not(None)),
    )

    def __str__(self) -> str:
        return self.visitor_name or f"#{self.id}"


class ChatMessage(Record):
    """Plain text. `client_id` is made by whoever writes: sent again over a bad line it is stored once."""

    __tablename__ = "chat_messages"

    chat_id: Mapped[int] = mapped_column(ForeignKey("chats.id", ondelete="CASCADE"))
    client_id: Mapped[str] = mapped_column(String(36))
    side: Mapped[ChatSide] = one_of(ChatSide, "side")
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("users.id"))

    author: Mapped[User | None] = relationship()

    __table_args__ = (
        Index("uq_chat_messages_chat_id_client_id", chat_id, client_id, unique=True),
        Index("ix_chat_messages_chat_id_id", chat_id, "id"),
    )


class ChatPresence(Record):
    """Somebody of ours has the chats open: refreshed as their page asks for news, gone a minute after the last time."""

    __tablename__ = "chat_presences"

    user_id: Mapped[int] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), unique=True)
    seen_at: Mapped[datetime] = mapped_column()


class ChatSite(Record):
    """A site that may show the widget, by its origin such as https://toko.example."""

    __tablename__ = "chat_sites"

    origin: Mapped[str] = mapped_column(String(200), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    is_active: Mapped[bool] = mapped_column(default=True, server_default="true")
    updated_at: Mapped[datetime] = mapped_column(server_default=func.now(), onupdate=func.now())

    def __str__(self) -> str:
        return self.name


class NotYours(NotAvailable):
    code = "not_yours"
    sentence = N_("Obrolan ini dipegang rekan lain. Minta diserahkan dulu.")


_C = ChatStatus
_HERS = Condition(lambda actor: Chat.agent_id == (actor.id if actor else None), NotYours)

CHAT_FLOW = Flow(
    "chat",
    Chat,
    ChatStatus,
    {
        "take": Transition(
            {_C.WAITING}, _C.TAKEN, by=SUPPORT_TEAM, label=N_("Ambil"), tone="primary", fact="chat.taken"
        ),
        "reply": Action(
            {_C.TAKEN},
            by=SUPPORT_TEAM,
            label=N_("Balas"),
            when=(_HERS,),
            asks=(Ask("text", N_("Balasan"), "long_text", max_length=LONGEST_TEXT),),
        ),
        "hand_over": Action(
            {_C.TAKEN},
            by=SUPPORT_TEAM,
            label=N_("Serahkan"),
            asks=(Ask("agent_id", N_("Kepada"), "person"),),
        ),
        "finish": Transition(
            {_C.TAKEN},
            _C.ENDED,
            by=SUPPORT_TEAM,
            label=N_("Selesai"),
            when=(_HERS,),
            tone="positive",
            asks=(Ask("outcome", N_("Hasilnya"), "long_text", max_length=2000, hint=N_("Menjadi jawaban tiketnya.")),),
            fact="chat.ended",
        ),
        "to_ticket": Transition(
            {_C.WAITING, _C.TAKEN},
            _C.ENDED,
            by=SUPPORT_TEAM,
            label=N_("Lanjutkan sebagai tiket"),
            confirm=N_("Obrolan berakhir; pengunjung melihat tautan tiketnya."),
            fact="chat.ended",
        ),
        "leave": Transition(
            {_C.WAITING, _C.TAKEN}, _C.ENDED, by=frozenset(), label=N_("Pengunjung pergi"), fact="chat.ended"
        ),
    },
    subject="chat_id",
    labels={_C.WAITING: N_("Menunggu"), _C.TAKEN: N_("Berlangsung"), _C.ENDED: N_("Berakhir")},
    tones={_C.WAITING: "warning", _C.TAKEN: "primary", _C.ENDED: "neutral"},
    groupings=((frozenset({_C.WAITING, _C.TAKEN}), frozenset({_C.ENDED})),),
    facts={"created": "chat.started"},
)
