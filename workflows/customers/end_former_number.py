"""A customer's number changed: whatever rested on the former one ends."""

from datetime import datetime

from sqlalchemy import Select, or_, select, update
from sqlalchemy.orm import Session

from app.models.access_links import AccessLink
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import User
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Channel, Delivery
from app.models.support.ticket import SupportTicket
from app.models.visits.visit import VisitTicket
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


def end_ways_in(session: Session, customer: Customer, *, now: datetime, besides: str | None = None) -> User | None:
    """Contacts but those of the number `besides` and the account are unlinked, claims end. The account it was.

    The customer's tickets go on with the number in the record, not with whoever wrote from the former one.
    """
    theirs = [WhatsAppContact.customer_id == customer.id]
    if besides is not None:
        theirs.append(WhatsAppContact.phone_e164.is_distinct_from(besides))
    contact_ids = list(session.scalars(select(WhatsAppContact.id).where(*theirs)))
    asked = SupportTicket.customer_id == customer.id, SupportTicket.contact_id.in_(contact_ids)
    session.execute(update(SupportTicket).where(*asked).values(contact_id=None))
    session.execute(update(WhatsAppContact).where(*theirs).values(customer_id=None, draft={}))
    end_claims(session, AccountClaim.customer_id == customer.id)
    account = session.scalars(select(User).where(User.customer_id == customer.id)).one_or_none()
    if account is not None:
        unlink_customer(session, user_id=account.id, actor=None, now=now)
    return account


def end_former_number(session: Session, customer: Customer, former: str, *, now: datetime) -> None:
    """Whoever came in by it is unlinked, messages that wait follow; CS hears of links that still work.

    An account is opened by a code sent to the number. The new number claims it anew.
    """
    account = end_ways_in(session, customer, now=now, besides=customer.phone_e164)
    follow_address(
        session,
        Delivery.customer_id == customer.id,
        channel=Channel.WHATSAPP,
        former=former.lstrip("+"),
        address=(customer.phone_e164 or "").lstrip("+"),
    )
    link_ids = list(session.scalars(select_live_links(customer.id, now).order_by(AccessLink.id)))
    if link_ids or account is not None:
        event = NumberChanged(customer_id=customer.id, link_ids=link_ids, account=account.username if account else "")
        emit(session, event, now=now)


def select_live_links(customer_id: int, now: datetime) -> Select[int]:
    """To invoices, ratings of visits and support tickets of this customer."""
    mine = or_(
        AccessLink.invoice_id.in_(select(Invoice.id).where(Invoice.customer_id == customer_id)),
        AccessLink.visit_id.in_(select(VisitTicket.id).where(VisitTicket.customer_id == customer_id)),
        AccessLink.ticket_id.in_(select(SupportTicket.id).where(SupportTicket.customer_id == customer_id)),
    )
    unexpired = or_(AccessLink.expires_at.is_(None), AccessLink.expires_at > now)
    return select(AccessLink.id).where(AccessLink.revoked_at.is_(None), unexpired, mine)
