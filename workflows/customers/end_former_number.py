"""A customer's number changed: whatever rested on the former one ends."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app.models.access_links import AccessLink, LinkKind
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import User
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Channel, Delivery
from workflows.accounts.users import unlink_customer
from workflows.authentication.sessions import end_claims
from workflows.customers.events import NumberChanged
from workflows.outbox import follow_address
from workflows.outbox_events import emit


def lock_who_rests_on(session: Session, customer_id: int) -> None:
    """The account and the contacts of a customer, before the customer: the order everybody locks in."""
    session.execute(select(User.id).where(User.customer_id == customer_id).with_for_update())
    contacts = select(WhatsAppContact.id).where(WhatsAppContact.customer_id == customer_id)
    session.execute(contacts.order_by(WhatsAppContact.id).with_for_update())


def end_former_number(session: Session, customer: Customer, former: str, *, now: datetime) -> None:
    """Contacts and the account are unlinked, claims end, messages that wait follow; CS hears of links that still work.

    An account is opened by a code sent to the number. The new number claims it anew.
    """
    unlinked = update(WhatsAppContact).where(
        WhatsAppContact.customer_id == customer.id, WhatsAppContact.phone_e164.is_distinct_from(customer.phone_e164)
    )
    session.execute(unlinked.values(customer_id=None, draft={}))
    end_claims(session, AccountClaim.customer_id == customer.id)
    follow_address(
        session,
        Delivery.customer_id == customer.id,
        channel=Channel.WHATSAPP,
        former=former.lstrip("+"),
        address=(customer.phone_e164 or "").lstrip("+"),
    )
    account = session.scalars(select(User).where(User.customer_id == customer.id)).one_or_none()
    if account is not None:
        unlink_customer(session, user_id=account.id, actor=None, now=now)
    live = select(AccessLink.invoice_id).join(Invoice, Invoice.id == AccessLink.invoice_id)
    mine = live.where(
        AccessLink.kind == LinkKind.INVOICE, AccessLink.revoked_at.is_(None), Invoice.customer_id == customer.id
    )
    invoice_ids = [number for number in session.scalars(mine.order_by(AccessLink.invoice_id)) if number]
    if invoice_ids or account is not None:
        told = NumberChanged(
            customer_id=customer.id, invoice_ids=invoice_ids, account=account.username if account else ""
        )
        emit(session, told, now=now)
