"""Sales decides about an invoice under the Telegram message."""

from collections.abc import Callable
from datetime import datetime

from flask import current_app
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotFound
from app.core.i18n import N_, Sentence
from app.models.accounts.user import User
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.invoices import approve_invoice

LONGEST_ID, LONGEST_REVISION = 18, 4  # digits that cannot overflow


def _parts(argument: str) -> tuple[int, int]:
    """`<invoice>:<revision>`, which anybody may have forged; raises NotFound."""
    invoice, _, revision = argument.partition(":")
    plain = all(part.isascii() and part.isdecimal() for part in (invoice, revision))
    if not plain or len(invoice) > LONGEST_ID or len(revision) > LONGEST_REVISION:
        raise NotFound
    return int(invoice), int(revision)


def approve(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    """Only the revision the message was about."""
    invoice_id, revision = _parts(argument)
    invoice = approve_invoice(session, invoice_id=invoice_id, revision=revision, actor=user, now=now)
    return N_("Invoice %(number)s disetujui dan dikirim ke pelanggan.", number=invoice.number)


def reject(session: Session, user: User, argument: str, now: datetime) -> Sentence:  # noqa: ARG001
    """A rejection needs a reason, and that is written in the panel."""
    if user.role not in INVOICE_FLOW.transitions["reject"].by:
        raise NotAllowed
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    return N_(
        "Penolakan butuh alasan. Tulis di sini: %(link)s",
        link=f"{base}/admin/invoices/{_parts(argument)[0]}/reject",
    )


CALLBACKS: dict[str, Callable[[Session, User, str, datetime], Sentence]] = {"approve": approve, "reject": reject}
