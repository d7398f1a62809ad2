"""Links a customer taps without logging in: unguessable, bound to one thing, revocable."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from app.core.db import Record, one_of
from app.core.i18n import N_, Sentence


class LinkKind(StrEnum):
    INVOICE = "INVOICE"
    RATING = "RATING"
    SUPPORT = "SUPPORT"
    WALLBOARD = "WALLBOARD"  # figures of the support desk for a screen on the wall; bound to no record


LINK_LABELS: dict[LinkKind, Sentence] = {
    LinkKind.INVOICE: N_("Invoice"),
    LinkKind.RATING: N_("Penilaian"),
    LinkKind.SUPPORT: N_("Tiket dukungan"),
    LinkKind.WALLBOARD: N_("Papan angka"),
}


class AccessLink(Record):
    __tablename__ = "access_links"

    kind: Mapped[LinkKind] = one_of(LinkKind, "kind")
    token: Mapped[str] = mapped_column(String(40), unique=True)  # kept readable: CS sends the same link again
    visit_id: Mapped[int | None] = mapped_column(ForeignKey("visit_tickets.id"), index=True)
    invoice_id: Mapped[int | None] = mapped_column(ForeignKey("invoices.id"))
    ticket_id: Mapped[int | None] = mapped_column(ForeignKey("support_tickets.id"), index=True)
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None] = mapped_column()
    opened_at: Mapped[datetime | None]
    reminded_at: Mapped[datetime | None]

    __table_args__ = (
        Index("uq_access_links_live_invoice", invoice_id, unique=True, postgresql_where=revoked_at.is_(None)),
    )

    def is_live(self, now: datetime) -> bool:
        return self.revoked_at is None and (self.expires_at is None or now < self.expires_at)
