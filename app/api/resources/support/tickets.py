"""Support tickets."""

from typing import Any

from sqlalchemy.orm import Session

from app.api.fields import Choice, Facts, Items, Label, Text, Whole
from app.api.plain_resource import plain_resource
from app.api.resource import Foreign, Resource, Write, exact, one_of, same
from app.api.schemas import record_schema
from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import Customer
from app.models.feedback.feedback import Feedback
from app.models.support.settings.rules import SupportRule
from app.models.support.ticket import Extent, SupportTicket, TicketKind, TicketSource
from app.models.support.ticket_flow import CUSTOMER_LABELS, SUPPORT_FLOW
from app.models.visits.visit import Priority
from app.policies.public_visibility import feedback_visible_to
from app.policies.visibility import support_visible_to
from workflows.support import Requester, open_support_ticket


def _open(
    session: Session,
    *,
    actor: User,
    now: Any,
    kind: str,
    impact: str,
    urgency: str,
    customer_id: int | None,
    **given: Any,
) -> SupportTicket:
    """For a customer when one is named, who is then told; else for the team itself."""
    customer = session.get(Customer, customer_id) if customer_id else None
    if customer_id and customer is None:
        raise Invalid(N_("Pelanggan ini tidak ada."), field="customer_id")
    asks = Requester(customer_id=customer.id, name=customer.name, locale=customer.locale) if customer else None
    return open_support_ticket(
        session,
        kind=TicketKind(kind),
        impact=Extent(impact),
        urgency=Priority(urgency),
        source=TicketSource.API,
        requester=asks,
        actor=actor,
        now=now,
        **given,
    )


RULES = plain_resource(
    "support_rules",
    "SupportRule",
    SupportRule,
    "id name position status kind source locale hours tag words customer_id team_id assignee_id created_at",
    by=("status",),
)

SUPPORT = Resource(
    "support",
    SupportTicket,
    record_schema(
        "SupportTicket",
        SupportTicket,
        (
            "id",
            "number",
            "subject",
            "description",
            "kind",
            "impact",
            "urgency",
            "priority",
            "status",
            "source",
            "assignee_id",
            "team_id",
            "site_id",
            "escalated_at",
            "low_rated_at",
            "split_from_id",
            "customer_id",
            "requester_id",
            "requester_name",
            "requester_email",
            "asked_email",
            "origin_feedback_id",
            "created_by_id",
            "taken_at",
            "unread_at",
            "ended_at",
            "outcome",
            "closed_at",
            "ending",
            "merged_into_id",
            "follows_id",
            "last_message_id",
            "version",
            "created_at",
        ),
        tags=Items(Text(40)),
        own_fields=Facts(attribute="fields"),
        status_label=Label("status", SUPPORT_FLOW.labels),
        customer_status_label=Label("status", CUSTOMER_LABELS),
    ),
    support_visible_to,
    foreign={
        "merged_into_id": Foreign(SupportTicket, support_visible_to),
        "split_from_id": Foreign(SupportTicket, support_visible_to),
        "follows_id": Foreign(SupportTicket, support_visible_to),
        "origin_feedback_id": Foreign(Feedback, feedback_visible_to),
    },
    filters={
        "status": one_of(SupportTicket.status),
        "kind": one_of(SupportTicket.kind),
        "priority": one_of(SupportTicket.priority),
        "assignee_id": same(SupportTicket.assignee_id),
        "team_id": same(SupportTicket.team_id),
        "customer_id": same(SupportTicket.customer_id),
        "number": exact(SupportTicket.number, 20),
    },
    create=Write(
        lambda: {
            "subject": Text(150, least=1, required=True),
            "description": Text(10_000, least=1, required=True),
            "kind": Choice(TicketKind, load_default=str(TicketKind.PROBLEM)),
            "impact": Choice(Extent, load_default=str(Extent.LIMITED)),
            "urgency": Choice(Priority, load_default=str(Priority.MEDIUM)),
            "customer_id": Whole(1, allow_none=True, load_default=None),
        },
        _open,
    ),
)
