"""Sales decides about an invoice under the Telegram message."""

import re
from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.errors import Invalid, NotAllowed, NotFound
from app.core.i18n import N_, Sentence, gettext
from app.core.identifiers import require_id
from app.core.text.cleaning import clear_line
from app.models.accounts.user import User
from app.models.finance.invoice import Invoice, InvoiceStatus
from app.models.finance.invoice_flow import INVOICE_FLOW
from workflows.conversations import ask_on_telegram, end_question, is_cancel, is_no
from workflows.invoices import StaleRevision, approve_invoice, reject_invoice

REASONS = (
    N_("Harga terlalu tinggi"),
    N_("Harga terlalu rendah"),
    N_("Rincian belum lengkap"),
    N_("Data pelanggan salah"),
)

_BY_MISTAKE = re.compile(r"(?:/batal|/cancel|(?:eh|maaf|ups)?\W*salah (?:pencet|tekan|klik))\b", re.IGNORECASE)
LONGEST_REVISION = 4  # digits of an INTEGER that cannot overflow


def _parts(argument: str) -> tuple[int, int]:
    """`<invoice>:<revision>`, which anybody may have forged; raises NotFound."""
    invoice, _, revision = argument.partition(":")
    if len(revision) > LONGEST_REVISION:
        raise NotFound
    return require_id(invoice), require_id(revision)


def approve(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    """Only the revision the message was about."""
    invoice_id, revision = _parts(argument)
    invoice = approve_invoice(session, invoice_id=invoice_id, revision=revision, actor=user, now=now)
    return N_("Invoice %(number)s disetujui dan dikirim ke pelanggan.", number=invoice.number)


def reject(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    """A rejection needs a reason: a button below, or whatever is written next in the chat."""
    if user.role not in INVOICE_FLOW.transitions["reject"].by:
        raise NotAllowed
    invoice_id, revision = _parts(argument)
    invoice = session.get(Invoice, invoice_id)
    if invoice is None:
        raise NotFound
    if invoice.status != InvoiceStatus.PENDING or invoice.revision != revision:
        raise StaleRevision
    choices = [[str(label), f"reject_why:{argument}:{place}"] for place, label in enumerate(REASONS)]
    question = gettext(
        "Mengapa invoice %(number)s ditolak? Pilih alasannya, atau tulis di sini sebagai balasan.",
        number=invoice.number,
    )
    about = {"asks": f"reject:{argument}", "invoice_id": invoice_id}
    ask_on_telegram(session, user=user, text=question, choices=choices, now=now, **about)
    return N_("Tulis atau pilih alasannya di chat ini.")


def reject_why(session: Session, user: User, argument: str, now: datetime) -> Sentence:
    """One of the reasons under the question."""
    about, _, written = argument.rpartition(":")
    place = require_id(written)
    if place >= len(REASONS):
        raise NotFound
    return reject_because(session, user, about, str(REASONS[place]), now)


def reject_in_words(session: Session, user: User, argument: str, words: str, now: datetime) -> Sentence:
    """What was written after the question: a reason, or that the button was pressed by mistake."""
    if is_cancel(words) or is_no(words) or _BY_MISTAKE.match(words.strip()):
        end_question(session, user=user, asks=f"reject:{argument}")
        return N_("Tidak jadi ditolak. Invoice ini masih menunggu keputusan Anda.")
    if not any(character.isalnum() for character in words):
        raise Invalid(N_("Tulis alasannya."), field="reason")
    return reject_because(session, user, argument, words, now)


def reject_because(session: Session, user: User, argument: str, reason: str, now: datetime) -> Sentence:
    invoice_id, revision = _parts(argument)
    reason = clear_line(reason)[:500]
    if not reason:
        raise Invalid(N_("Tulis alasannya."), field="reason")
    invoice = reject_invoice(session, invoice_id=invoice_id, revision=revision, actor=user, reason=reason, now=now)
    return N_("Invoice %(number)s ditolak: %(reason)s", number=invoice.number, reason=reason)


CALLBACKS: dict[str, Callable[[Session, User, str, datetime], Sentence]] = {
    "approve": approve,
    "reject": reject,
    "reject_why": reject_why,
}
TEXT_ANSWERS: dict[str, Callable[[Session, User, str, str, datetime], Sentence]] = {"reject": reject_in_words}
