"""Send a code to the WhatsApp of the customer that a member says they are."""

import re
from datetime import datetime, timedelta

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.core.identifiers import sha256
from app.core.phones import to_e164
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerStatus
from workflows.accounts.members.claim.is_claimed import is_claimed
from workflows.accounts.members.events import CodeAsked
from workflows.accounts.members.sign_up.resend_confirmation import TooOften
from workflows.one_at_a_time import one_at_a_time
from workflows.outbox_events import emit

ASKED_AN_HOUR = 3  # for the same number or code
SENT_A_DAY = 6  # to one customer, by number and code together
_CODE = re.compile(r"[A-Z]{2,5}-?\d{3,12}")


def ask_claim_code(session: Session, *, asked: str, ticket: str, now: datetime, user: User | None = None) -> None:
    """A claim under the ticket this browser holds. Nothing here tells a customer's number from another person's.

    `asked`: a phone number as people write it (raises Invalid) or a customer code. Raises TooOften.
    """
    wanted = _wanted(asked)
    fingerprint = sha256(f"claim:{wanted}")
    one_at_a_time(session, f"claim:{fingerprint}")
    recent = select(func.count()).where(
        AccountClaim.asked_sha256 == fingerprint, AccountClaim.created_at > now - timedelta(hours=1)
    )
    if session.scalars(recent).one() >= ASKED_AN_HOUR:
        raise TooOften(N_("Kode untuk nomor ini sudah beberapa kali diminta. Coba lagi satu jam lagi."))
    customer = _customer(session, wanted)
    if customer is not None and _sent_today(session, customer, now) >= SENT_A_DAY:
        customer = None
    claim = AccountClaim(
        ticket_sha256=sha256(ticket),
        asked_sha256=fingerprint,
        customer_id=customer.id if customer else None,
        user_id=user.id if user else None,
        is_known=customer is not None and is_claimed(session, customer.id),
        created_at=now,
    )
    session.add(claim)
    session.flush()
    if customer is not None:
        emit(session, CodeAsked(claim_id=claim.id), now=now)


def _wanted(asked: str) -> str:
    tight = asked.strip().upper()
    return tight if _CODE.fullmatch(tight) else to_e164(asked)


def _customer(session: Session, wanted: str) -> Customer | None:
    mine = select(Customer).where(
        or_(Customer.phone_e164 == wanted, Customer.code == wanted), Customer.status == CustomerStatus.ACTIVE
    )
    return session.scalars(mine.limit(1)).one_or_none()


def _sent_today(session: Session, customer: Customer, now: datetime) -> int:
    sent = select(func.count()).where(
        AccountClaim.customer_id == customer.id, AccountClaim.created_at > now - timedelta(days=1)
    )
    return session.scalars(sent).one()
