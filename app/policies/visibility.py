"""What a user may see, as SQL conditions: the same one scopes lists, counts, records, exports and look-ups."""

from datetime import timedelta
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Text, and_, cast, exists, false, func, or_, true
from sqlalchemy.orm import aliased

from app.models.accounts.api_token import ApiToken
from app.models.accounts.user import DESK, STAFF, Role, User
from app.models.chat.chat import Chat
from app.models.customers.customer import Customer, Site
from app.models.feedback.bug import BugReport
from app.models.files.document import Document
from app.models.help.article import Article, ArticleStatus
from app.models.help.article_flow import EDITORS, HELP_STAFF
from app.models.incidents.incident import ActionItem, Incident, IncidentKind
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent, Provider
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage
from app.models.on_call.escalation import Escalation, EscalationCall
from app.models.social.social import Network, SocialPost
from app.models.support.mail.mail import SupportMail
from app.models.support.prints import SupportPrint
from app.models.support.ticket import SupportTicket, TicketKind, TicketSource
from app.models.support.ticket_steps import SECURITY_READERS, SUPPORT_TEAM
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket
from app.policies.people import MADE_BY_CS

Condition = ColumnElement[bool]
BEFORE_TICKET = timedelta(days=1)  # the messages that a ticket was made of
OFFICE = DESK | {Role.SALES}  # they see every visit, customer, invoice and document


def _on_it(user: User, visit_id: Any) -> Condition:
    """Holds a place on the visit now."""
    place = aliased(Assignment)
    return exists().where(place.visit_id == visit_id, place.technician_id == user.id, place.released_at.is_(None))


def may_know_of_bug(bug: BugReport, person: User) -> bool:
    """Members are told nothing of internal bugs, whoever is written as their reporter."""
    return not bug.internal or person.role in STAFF


def visits_visible_to(user: User) -> Condition:
    if user.role in OFFICE:
        return true()
    if user.role == Role.TECHNICIAN:
        return _on_it(user, VisitTicket.id)
    return false()


def of_visible_visits(user: User, visit_id: Any) -> Condition:
    """Rows of something else that name a visit in this column."""
    if user.role == Role.TECHNICIAN:
        return _on_it(user, visit_id)
    return exists().where(VisitTicket.id == visit_id, visits_visible_to(user))


def customers_visible_to(user: User) -> Condition:
    return true() if user.role in OFFICE else false()


def invoices_visible_to(user: User) -> Condition:
    return customers_visible_to(user)


def sites_visible_to(user: User) -> Condition:
    return exists().where(Customer.id == Site.customer_id, customers_visible_to(user)) & Site.deleted_at.is_(None)


def payments_visible_to(user: User) -> Condition:
    return true() if user.role in DESK else false()


def documents_visible_to(user: User) -> Condition:
    """Technicians see the documents of visits they are on, but no invoices and receipts."""
    if user.role in OFFICE:
        return true()
    if user.role == Role.TECHNICIAN:
        return _on_it(user, Document.visit_id) & Document.kind.not_in(["INVOICE", "RECEIPT"])
    return false()


def users_visible_to(user: User) -> Condition:
    if user.role == Role.ADMIN:
        return true()
    if user.role == Role.CS:
        return or_(User.role.in_(MADE_BY_CS), User.id == user.id)
    return User.id == user.id


def tokens_visible_to(user: User) -> Condition:
    return true() if user.role == Role.ADMIN else ApiToken.user_id == user.id


def support_visible_to(user: User) -> Condition:
    """A security ticket is seen by the roles that look after it, in lists, search, API, exports and messages alike."""
    return support_named_to(user) if user.role in SUPPORT_TEAM else false()


def support_named_to(user: User) -> Condition:
    """Tickets whose number and state may stand on a record of something else."""
    return true() if user.role in SECURITY_READERS else SupportTicket.kind != TicketKind.SECURITY


def prints_visible_to(user: User) -> Condition:
    """PDFs of tickets that one sees: those that hold a security ticket's words are for its readers."""
    return true() if user.role in SECURITY_READERS else SupportPrint.is_security.is_(False)


def chats_visible_to(user: User) -> Condition:
    return _with_its_ticket(user, Chat.ticket_id)


def social_posts_visible_to(user: User) -> Condition:
    return _with_its_ticket(user, SocialPost.ticket_id)


def _with_its_ticket(user: User, ticket_id: Any) -> Condition:
    """What became a ticket is seen by whoever of the desk sees the ticket."""
    if user.role not in SUPPORT_TEAM:
        return false()
    return or_(ticket_id.is_(None), exists().where(SupportTicket.id == ticket_id, support_visible_to(user)))


def deliveries_visible_to(user: User) -> Condition:
    """Messages about a security ticket or incident are seen by whoever sees those, and by whom they went to."""
    if user.role not in DESK:
        return Delivery.channel == Channel.WEBHOOK
    if user.role == Role.ADMIN:
        return true()
    about = exists().where(OutboxMessage.id == Delivery.message_id, or_(_about_ticket(user), _about_incident(user)))
    plain = and_(Delivery.kind.not_like("ticket.%"), Delivery.kind.not_like("incident.%"))
    reply = and_(Delivery.kind == "contact.reply", ~spoken_openly(user, Delivery.contact_id, Delivery.created_at))
    return and_(or_(plain, Delivery.user_id == user.id, ~about), ~reply)


def _about_ticket(user: User) -> Condition:
    ticket_id = cast(OutboxMessage.payload["ticket_id"].as_string(), BigInteger)
    return exists().where(SupportTicket.id == ticket_id, ~support_visible_to(user)).correlate(OutboxMessage)


def _about_incident(user: User) -> Condition:
    incident_id = cast(OutboxMessage.payload["incident_id"].as_string(), BigInteger)
    return exists().where(Incident.id == incident_id, ~incidents_visible_to(user)).correlate(OutboxMessage)


def inbox_visible_to(user: User) -> Condition:
    """What providers told us, but what belongs to a ticket that one may not see."""
    if user.role not in DESK:
        return false()
    if user.role in SECURITY_READERS:
        return true()
    hidden = ~support_visible_to(user)
    mail = exists().where(SupportMail.event_id == InboxEvent.id, SupportTicket.id == SupportMail.ticket_id, hidden)
    post = exists().where(
        SupportTicket.id == SocialPost.ticket_id,
        hidden,
        SocialPost.network.in_([Network.FACEBOOK, Network.INSTAGRAM]),
        func.strpos(cast(InboxEvent.raw, Text), SocialPost.external_id) > 0,
    )
    openly = spoken_openly(user, InboxEvent.contact_id, InboxEvent.created_at)
    return and_(
        or_(InboxEvent.provider != Provider.MAIL, ~mail),
        or_(InboxEvent.provider != Provider.META, ~post),
        or_(InboxEvent.provider != Provider.WHATSAPP, openly),
    )


def spoken_openly(user: User, contact_id: Any, at: Any) -> Condition:
    """What was said by or to a WhatsApp contact then, unless a ticket of theirs was open that one may not see.

    What a contact writes goes on with such a ticket, as `go_on_with_ticket` says.
    """
    if user.role in SECURITY_READERS:
        return true()
    contact = aliased(WhatsAppContact)
    theirs = or_(
        SupportTicket.contact_id == contact.id,
        and_(SupportTicket.customer_id == contact.customer_id, SupportTicket.source == TicketSource.WHATSAPP),
    )
    while_open = and_(
        at > SupportTicket.created_at - BEFORE_TICKET,
        or_(SupportTicket.closed_at.is_(None), at <= SupportTicket.closed_at),
    )
    return ~exists().where(contact.id == contact_id, theirs, ~support_named_to(user), while_open)


def articles_visible_to(user: User) -> Condition:
    """Editors see all; staff what is published, instructions too; others what is public."""
    if user.role in EDITORS:
        return true()
    published = and_(
        Article.published_version_id.is_not(None),
        Article.published_at <= func.now(),
        Article.status != ArticleStatus.ARCHIVED,
    )
    return published if user.role in HELP_STAFF else and_(published, Article.is_internal.is_(False))


def incidents_visible_to(user: User) -> Condition:
    """Security incidents are seen by admins and those who work on them, were called or own an action item."""
    if user.role == Role.ADMIN:
        return true()
    escalation, call, item = aliased(Escalation), aliased(EscalationCall), aliased(ActionItem)  # a query may join them
    works_on_it = or_(
        Incident.commander_id == user.id,
        Incident.communicator_id == user.id,
        Incident.scribe_id == user.id,
        Incident.created_by_id == user.id,
        exists().where(
            escalation.incident_id == Incident.id,
            call.escalation_id == escalation.id,
            call.user_id == user.id,
        ),
        exists().where(item.incident_id == Incident.id, item.owner_id == user.id),
    )
    return or_(Incident.kind != IncidentKind.SECURITY, works_on_it)
