"""Who writes to us on WhatsApp, known by a number, a business-scoped id, or both; neither is a customer's key."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import CheckConstraint, ColumnElement, ForeignKey, Index, String, Text, func, true
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, query_expression, relationship

from app.core.db import Record
from app.models.accounts.user import User
from app.models.customers.customer import Customer

WINDOW = timedelta(hours=24)  # Meta delivers free text only within a day of the customer's last message


class WhatsAppContact(Record):
    __tablename__ = "whatsapp_contacts"

    wa_id: Mapped[str | None] = mapped_column(String(20), unique=True)
    bsuid: Mapped[str | None] = mapped_column(String(80), unique=True)
    phone_e164: Mapped[str | None] = mapped_column(String(16), index=True)
    profile_name: Mapped[str] = mapped_column(String(200), default="")
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"), index=True)
    last_inbound_at: Mapped[datetime | None]
    stopped_at: Mapped[datetime | None]  # wrote STOP
    wants_person_at: Mapped[datetime | None] = mapped_column()  # handed over to CS
    draft: Mapped[dict[str, Any]] = mapped_column(default=dict)  # what a half-finished registration has so far
    failures: Mapped[int] = mapped_column(default=0)
    last_words: Mapped[str] = mapped_column(String(160), default="", server_default="")  # what they wrote last
    seen_at: Mapped[datetime | None]  # somebody of the staff opened the conversation
    # set by a trigger: whoever waits for a person first, then whoever wrote last
    attention_at: Mapped[datetime] = mapped_column(server_default=func.now())

    customer: Mapped[Customer | None] = relationship()
    is_open: Mapped[bool] = query_expression(default_expr=true())  # the reader may know what they wrote last

    __table_args__ = (
        CheckConstraint("wa_id IS NOT NULL OR bsuid IS NOT NULL OR phone_e164 IS NOT NULL", name="reachable"),
        Index("ix_whatsapp_contacts_attention_at", "attention_at", "id"),
        Index("ix_whatsapp_contacts_wants_person", wants_person_at, postgresql_where=wants_person_at.is_not(None)),
    )

    @property
    def is_unread(self) -> bool:
        return self.last_inbound_at is not None and (self.seen_at is None or self.seen_at < self.last_inbound_at)

    def window_is_open(self, now: datetime) -> bool:
        return self.last_inbound_at is not None and now < self.last_inbound_at + WINDOW

    def __str__(self) -> str:
        return self.profile_name or self.phone_e164 or self.wa_id or self.bsuid or ""


class ContactIdentity(Record):
    """What a contact was known by before Meta told us it changed."""

    __tablename__ = "contact_identities"

    contact_id: Mapped[int] = mapped_column(ForeignKey("whatsapp_contacts.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(20))  # wa_id | bsuid
    old_value: Mapped[str | None] = mapped_column(String(80))
    new_value: Mapped[str | None] = mapped_column(String(80))


class ContactNote(Record):
    """What staff note about a conversation; it never leaves the panel."""

    __tablename__ = "contact_notes"

    contact_id: Mapped[int] = mapped_column(ForeignKey("whatsapp_contacts.id", ondelete="CASCADE"))
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int] = mapped_column(ForeignKey("users.id"), index=True)

    author: Mapped[User] = relationship()

    __table_args__ = (Index("ix_contact_notes_contact_id", contact_id, "id"),)


# Meta's words for a template that it does not send
OUT_OF_USE = ("ARCHIVED", "DELETED", "DISABLED", "LOCKED", "PAUSED", "PENDING", "PENDING_DELETION", "REJECTED")


class WhatsAppTemplate(Record):
    """The approved template that stands in for a message outside the 24-hour window."""

    __tablename__ = "whatsapp_templates"

    kind: Mapped[str] = mapped_column(String(60), unique=True)  # the message it stands for, e.g. `invoice.approved`
    name: Mapped[str] = mapped_column(String(512))
    language: Mapped[str] = mapped_column(String(10), default="id")
    body: Mapped[str] = mapped_column(String(1024), default="")  # as approved by Meta, with {{1}}, {{2}} …
    variables: Mapped[str] = mapped_column(String(300), default="")  # names of the facts that fill them, in order
    link_button: Mapped[bool] = mapped_column(default=False)  # has one URL button whose suffix is the link's path
    active: Mapped[bool] = mapped_column(default=True)
    meta_status: Mapped[str] = mapped_column(String(40), default="", server_default="")  # Meta's own word for it
    meta_reason: Mapped[str] = mapped_column(String(300), default="", server_default="")
    meta_at: Mapped[datetime | None]

    @hybrid_property
    def is_usable(self) -> bool:
        """Switched on by us and not out of use at Meta."""
        return self.active and self.meta_status not in OUT_OF_USE

    @is_usable.inplace.expression
    @classmethod
    def _is_usable(cls) -> ColumnElement[bool]:
        return cls.active & cls.meta_status.not_in(OUT_OF_USE)
