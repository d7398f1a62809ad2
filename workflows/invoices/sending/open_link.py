"""Open an invoice by its link."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from app.core.errors import DomainError, NotFound
from app.core.i18n import N_
from app.models.access_links import AccessLink, LinkKind
from app.models.finance.invoice import Invoice


class LinkRevoked(DomainError):
    code = "link_revoked"
    status = 410
    sentence = N_("Tautan ini sudah diganti. Pakai tautan terbaru yang kami kirim lewat WhatsApp.")


@dataclass(frozen=True, slots=True)
class OpenInvoice:
    """What a live link leads to."""

    link: AccessLink
    invoice: Invoice


def open_link(session: Session, *, token: str, now: datetime) -> OpenInvoice:
    """The invoice behind a token; raises NotFound for an unknown one, LinkRevoked for an old one."""
    wanted = select(AccessLink).where(AccessLink.token == token, AccessLink.kind == LinkKind.INVOICE)
    link = session.scalars(wanted).one_or_none()
    if link is None or link.invoice_id is None:
        raise NotFound(N_("Tautan ini tidak kami kenal. Periksa kembali pesan WhatsApp dari kami."))
    if not link.is_live(now):
        raise LinkRevoked
    whole = select(Invoice).where(Invoice.id == link.invoice_id)
    invoice = session.scalars(whole.options(joinedload(Invoice.customer), joinedload(Invoice.visit))).one()
    return OpenInvoice(link, invoice)
