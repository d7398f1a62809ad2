"""A proved claim, and taking it once."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import DomainError, NotAvailable
from app.core.i18n import N_
from app.core.identifiers import sha256
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerStatus
from workflows.accounts.members.claim.is_claimed import is_claimed
from workflows.accounts.members.events import CustomerClaimed
from workflows.outbox_events import emit
from workflows.transitions import note

GOOD_FOR = timedelta(minutes=30)  # after the code, to choose a name and a password


class AlreadyClaimed(DomainError):
    """Somebody was faster, or the customer has had an account for long."""

    code = "already_claimed"
    sentence = N_("Pelanggan ini sudah punya akun. Masuk dengan akun itu, atau hubungi CS kami.")


def find_proved_claim(session: Session, *, ticket: str, now: datetime) -> AccountClaim | None:
    """The claim proved by its code in this browser; None when it has expired or was used."""
    proved = select(AccountClaim).where(
        AccountClaim.ticket_sha256 == sha256(ticket),
        AccountClaim.used_at.is_(None),
        AccountClaim.proved_at > now - GOOD_FOR,
    )
    return session.scalars(proved).one_or_none()


def take_claim(session: Session, ticket: str, now: datetime) -> tuple[AccountClaim, Customer]:
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


def finish_claim(session: Session, claim: AccountClaim, member: User, now: datetime) -> None:
    claim.used_at = now
    note(session, "users", member.id, "customer_claimed", actor=member, now=now)
    session.flush()
    emit(session, CustomerClaimed(user_id=member.id, customer_id=claim.customer_id or 0), now=now)
