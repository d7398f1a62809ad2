"""What a proved claim leads to: an account of the customer's own, or the customer in an account there is."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAllowed, NotAvailable
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import Role, User, UserStatus
from app.models.customers.customer import Customer, CustomerStatus
from workflows.accounts.members.change_email import ask_email_change
from workflows.accounts.members.claim_customer import is_claimed
from workflows.accounts.members.events import CustomerClaimed
from workflows.accounts.members.rules import clean_own_username, invent_username
from workflows.accounts.users import clean_name, hash_password, require_good
from workflows.outbox_events import emit
from workflows.transitions import note

GOOD_FOR = timedelta(minutes=30)  # after the code, to choose a name and a password


class AlreadyClaimed(DomainError):
    """Somebody was faster, or the customer has had an account for long."""

    code = "already_claimed"
    sentence = N_("Pelanggan ini sudah punya akun. Masuk dengan akun itu, atau hubungi CS kami.")


def find_proved_claim(session: Session, *, ticket: str, now: datetime) -> AccountClaim | None:
    """The claim whose code was typed right in this browser, while it is good for anything."""
    proved = select(AccountClaim).where(
        AccountClaim.ticket_sha256 == sha256(ticket),
        AccountClaim.used_at.is_(None),
        AccountClaim.proved_at > now - GOOD_FOR,
    )
    return session.scalars(proved).one_or_none()


def open_account(
    session: Session,
    *,
    ticket: str,
    name: str,
    password: str,
    now: datetime,
    username: str = "",
    email: str = "",
    locale: str = "id",
) -> User:
    """A member who is this customer. An e-mail address given here still has to be confirmed.

    Raises AlreadyClaimed (of two at once the unique index picks one), NotAvailable, Invalid.
    """
    claim, customer = _take(session, ticket, now)
    name = clean_name(name)
    username = clean_own_username(session, username) if username.strip() else invent_username(session, name)
    member = User(
        name=name,
        username=username,
        role=Role.MEMBER,
        locale=locale,
        phone_e164=_free_phone(session, customer),
        customer_id=customer.id,
        must_change_password=False,
        updated_at=now,
    )
    require_good(password, member, session=session)
    member.password_hash = hash_password(password)
    session.add(member)
    session.flush()
    _finish(session, claim, member, now)
    if email.strip():
        ask_email_change(session, user=member, email=email, now=now)
    return member


def link_customer(session: Session, *, ticket: str, user: User, now: datetime) -> User:
    """The member is this customer from now on. Raises AlreadyClaimed, NotAllowed for the firm's own people."""
    claim, customer = _take(session, ticket, now)
    member = session.scalars(select(User).where(User.id == user.id).with_for_update()).one()
    if member.role != Role.MEMBER or claim.user_id != member.id:
        raise NotAllowed
    if member.customer_id is not None:
        raise AlreadyClaimed(N_("Akun Anda sudah tertaut dengan data pelanggan."))
    member.customer_id, member.updated_at = customer.id, now
    session.flush()
    _finish(session, claim, member, now)
    return member


def _take(session: Session, ticket: str, now: datetime) -> tuple[AccountClaim, Customer]:
    """The proved claim, locked, and its customer; locks are taken in the order of `docs/architecture.md`."""
    claim = find_proved_claim(session, ticket=ticket, now=now)
    if claim is None or claim.customer_id is None:
        raise NotAvailable(N_("Waktu untuk membuat akun sudah habis. Minta kode baru."))
    session.refresh(claim, with_for_update=True)
    if claim.used_at is not None or is_claimed(session, claim.customer_id):
        raise AlreadyClaimed
    customer = session.get_one(Customer, claim.customer_id)
    if customer.status != CustomerStatus.ACTIVE:
        raise NotAvailable(N_("Data pelanggan ini tidak aktif. Hubungi CS kami."))
    return claim, customer


def _finish(session: Session, claim: AccountClaim, member: User, now: datetime) -> None:
    claim.used_at = now
    note(session, "users", member.id, "customer_claimed", actor=member, now=now)
    session.flush()
    emit(session, CustomerClaimed(user_id=member.id, customer_id=claim.customer_id or 0), now=now)


def _free_phone(session: Session, customer: Customer) -> str | None:
    """The number to log in with, unless one of the firm's people has it."""
    taken = select(User.id).where(User.phone_e164 == customer.phone_e164, User.status == UserStatus.ACTIVE)
    return None if session.scalar(taken) else customer.phone_e164
