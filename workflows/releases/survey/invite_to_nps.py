"""Invite a few customers and members a day to say how likely they are to recommend us."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, exists, false, func, literal, select, true
from sqlalchemy.orm import Session

from app.models.accounts.user import Role, User, UserStatus
from app.models.company import Company
from app.models.customers.customer import Customer, CustomerStatus
from app.models.messaging.contact import WINDOW, WhatsAppContact
from app.models.messaging.outbox import Channel
from app.models.releases.survey import InvitedBy, NpsInvitation
from app.models.visits.visit import VisitTicket
from app.policies.company_time import company_zone
from workflows.notifications import list_who_wants
from workflows.outbox import find_restriction, has_template
from workflows.outbox_events import emit
from workflows.quiet_hours import next_allowed_moment
from workflows.releases.events import NpsInvited
from workflows.releases.survey.limits import KNOWN, was_asked

SERVED = (timedelta(days=3), timedelta(days=30))  # customers whose visit was closed so long ago
SEEN = timedelta(days=90)  # members who logged in since
AT_ONCE = 200  # members looked at


def invite_to_nps(session: Session, *, now: datetime) -> int:
    """As many as are left of today's number (`nps_daily`, 0: nobody); returns how many."""
    company = session.get(Company, 1, with_for_update=True, populate_existing=True)
    if company is None or company.nps_daily == 0:
        return 0
    zone = company_zone(session)
    today = now.astimezone(ZoneInfo(zone)).replace(hour=0, minute=0, second=0, microsecond=0)
    made = session.scalar(select(func.count(NpsInvitation.id)).where(NpsInvitation.created_at >= today)) or 0
    left = max(company.nps_daily - made, 0)
    invited = [*_customers(session, left, now)]
    invited += _members(session, left - len(invited), now)
    session.add_all(invited)
    session.flush()
    polite = next_allowed_moment(now, zone=zone, quiet_from=company.quiet_from, quiet_until=company.quiet_until)
    for one in invited:
        emit(session, NpsInvited(invitation_id=one.id), now=now, due_at=polite)
    return len(invited)


def _customers(session: Session, most: int, now: datetime) -> Iterator[NpsInvitation]:
    """By WhatsApp where the message would arrive without anybody's hand, else by e-mail."""
    latest, earliest = (now - span for span in SERVED)
    served = exists().where(VisitTicket.customer_id == Customer.id, VisitTicket.closed_at.between(earliest, latest))
    account = select(User.id).where(User.customer_id == Customer.id).correlate(Customer).scalar_subquery()
    channel = case(
        (_takes_whatsapp(session, now), literal(InvitedBy.WHATSAPP.value)),
        (func.coalesce(Customer.email, "") != "", literal(InvitedBy.EMAIL.value)),
    )
    due = (
        select(Customer.id, channel)
        .where(Customer.status == CustomerStatus.ACTIVE, served, channel.is_not(None))
        .where(~was_asked(account, Customer.id, now=now))
    )
    for customer_id, by in session.execute(due.order_by(Customer.id).limit(most)):
        yield NpsInvitation(customer_id=customer_id, channel=InvitedBy(by), created_at=now)


def _takes_whatsapp(session: Session, now: datetime) -> ColumnElement[bool]:
    """Of a customer: has a number, wrote no STOP, and either wrote within 24 hours or an approved template is there."""
    if find_restriction(session, now=now):
        return false()
    theirs = WhatsAppContact.phone_e164 == Customer.phone_e164
    stopped = exists().where(theirs, WhatsAppContact.stopped_at.is_not(None))
    lately = exists().where(theirs, WhatsAppContact.last_inbound_at > now - WINDOW)
    open_now = true() if has_template(session, kind=NpsInvited.kind) else lately
    return Customer.phone_e164.is_not(None) & ~stopped & open_now


def _members(session: Session, most: int, now: datetime) -> Iterator[NpsInvitation]:
    """By e-mail, to whom is no customer, proved the address, came lately and takes mails about feedback."""
    due = select(User).where(
        User.role == Role.MEMBER,
        User.status == UserStatus.ACTIVE,
        User.customer_id.is_(None),
        User.email_verified_at.is_not(None),
        User.created_at < now - KNOWN,
        User.last_login_at > now - SEEN,
        ~was_asked(User.id, User.customer_id, now=now),
    )
    last = 0
    while most > 0 and (users := session.scalars(due.where(User.id > last).order_by(User.id).limit(AT_ONCE)).all()):
        last = users[-1].id
        for user in list_who_wants(session, users=users, kind=NpsInvited.kind, channel=Channel.EMAIL)[:most]:
            most -= 1
            yield NpsInvitation(user_id=user.id, channel=InvitedBy.EMAIL, created_at=now)
