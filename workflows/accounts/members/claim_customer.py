"""Claim a customer's record: a code goes to the customer's WhatsApp, whoever types it has proved it."""

import re
from datetime import datetime, timedelta

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from app.core.derived_secrets import derived_code
from app.core.errors import NotAvailable
from app.core.i18n import N_
from app.core.identifiers import new_secret, sha256
from app.core.phones import to_e164
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerStatus
from workflows.accounts.members.events import CodeAsked
from workflows.accounts.members.resend_confirmation import TooOften
from workflows.accounts.members.rules import one_at_a_time
from workflows.accounts.users import hash_password, password_fits, waste_time
from workflows.outbox_events import emit

CODE_LIVES = timedelta(minutes=10)
CODE_DIGITS = 6
MOST_TRIES = 5
ASKED_AN_HOUR = 3  # for the same number or code
SENT_A_DAY = 6  # to one customer, by number and code together
_CODE = re.compile(r"[A-Z]{2,5}-?\d{3,12}")


def ask_claim_code(session: Session, *, asked: str, ticket: str, now: datetime, user: User | None = None) -> None:
    """A claim under the ticket this browser holds. Nothing here tells a customer's number from another person's.

    `asked`: a phone number as people write it (raises Invalid) or a customer code. Raises TooOften.
    """
    wanted = _wanted(asked)
    fingerprint = sha256(f"claim:{wanted}")
    one_at_a_time(session, fingerprint)
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


def write_code(session: Session, *, claim_id: int, key: str, now: datetime) -> str | None:
    """The nonce that, with `key`, gives the six digits; None when the customer has an account already."""
    claim = session.get_one(AccountClaim, claim_id, with_for_update=True)
    if claim.is_known or claim.proved_at is not None:
        return None
    nonce = new_secret()
    claim.code_hash, claim.expires_at = hash_password(derived_code(key, nonce, CODE_DIGITS)), now + CODE_LIVES
    session.flush()
    return nonce


def prove_claim(session: Session, *, ticket: str, code: str, now: datetime) -> int | None:
    """None: proved. Otherwise how many tries are left; counted whatever comes of them, so do not roll back.

    Raises NotAvailable when there is nothing to try (any more). Every try costs one hash, known number or not.
    """
    counted = (
        update(AccountClaim)
        .where(
            AccountClaim.ticket_sha256 == sha256(ticket),
            AccountClaim.tries < MOST_TRIES,
            AccountClaim.proved_at.is_(None),
            AccountClaim.created_at > now - timedelta(hours=1),
        )
        .values(tries=AccountClaim.tries + 1)
        .returning(AccountClaim)
    )
    claim = session.scalars(counted, execution_options={"populate_existing": True}).one_or_none()
    if claim is None:
        raise NotAvailable(N_("Kode ini sudah tidak dapat dipakai. Minta kode baru."))
    digits = "".join(code.split())
    is_live = claim.code_hash is not None and claim.expires_at is not None and now < claim.expires_at
    if claim.code_hash is None:
        waste_time(digits)
    elif password_fits(digits, claim.code_hash) and is_live:
        claim.proved_at = now
        session.flush()
        return None
    return MOST_TRIES - claim.tries


def is_claimed(session: Session, customer_id: int) -> bool:
    return bool(session.scalar(select(exists().where(User.customer_id == customer_id))))


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
