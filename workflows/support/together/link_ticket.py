"""Say what a ticket is about."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.customers.customer import Customer, CustomerStatus
from app.models.support.ticket import SupportTicket
from app.models.support.ticket_flow import SUPPORT_FLOW
from workflows.support.clocks import retarget
from workflows.support.together.linked_records import MOST, TARGETS, find_targets, list_links_of
from workflows.transitions import transition


def link_ticket(
    session: Session, *, ticket_id: int, actor: User, now: datetime, numbers: str = "", customer: str = ""
) -> SupportTicket:
    """These numbers replace those before; so does the customer, whose plan sets the running clocks from now on.

    Raises Invalid for an unknown number, and for a customer of a ticket that somebody else has asked for.
    """
    wanted = list(dict.fromkeys((numbers or "").replace(",", " ").upper().split()))[:MOST]
    found = find_targets(session, wanted, reader=actor)
    if unknown := [number for number in wanted if number not in found]:
        raise Invalid(N_("Nomor ini tidak ditemukan: %(numbers)s", numbers=", ".join(unknown)), field="numbers")
    customer_id = _customer_id(session, ticket_id, customer or "")
    ticket: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "link",
        actor=actor,
        now=now,
        customer_id=customer_id,
        details={"numbers": wanted},
    )
    _replace(session, ticket_id, set(found.values()), actor, now)
    retarget(session, ticket, now=now)
    return ticket


def _replace(session: Session, ticket_id: int, wanted: set[tuple[Any, int]], actor: User, now: datetime) -> None:
    """What the actor may not know of stays."""
    before = {(model, record_id) for model, record_id, _number in list_links_of(session, ticket_id, reader=actor)}
    for model, record_id in _in_order(before - wanted):
        column, _name = TARGETS[model]
        home = column.class_
        session.execute(delete(home).where(home.ticket_id == ticket_id, column == record_id))
    for model, record_id in _in_order(wanted - before):
        column, _name = TARGETS[model]
        row = {"ticket_id": ticket_id, column.key: record_id, "created_at": now}
        session.execute(insert(column.class_).values(row).on_conflict_do_nothing())


def _in_order(pairs: Iterable[tuple[Any, int]]) -> list[tuple[Any, int]]:
    return sorted(pairs, key=lambda pair: (pair[0].__tablename__, pair[1]))


def _customer_id(session: Session, ticket_id: int, code: str) -> int | None:
    """Of the code; a ticket whose customer asked for it themselves keeps them."""
    code = code.strip().upper()
    wanted = select(Customer.id).where(Customer.code == code, Customer.status != CustomerStatus.DELETED)
    chosen = session.scalar(wanted) if code else None
    if code and chosen is None:
        raise Invalid(N_("Pelanggan ini tidak ada."), field="customer")
    ticket = session.get(SupportTicket, ticket_id, with_for_update={"of": SupportTicket}, populate_existing=True)
    if ticket is None or ticket.customer_id in {None, chosen}:
        return chosen
    if ticket.requester_id or ticket.contact_id:
        raise Invalid(N_("Pelanggan ini sendiri yang meminta; tidak dapat diganti."), field="customer")
    return chosen
