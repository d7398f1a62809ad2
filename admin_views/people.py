"""Filters by people, shared by the screens."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from admin_views.filters import ChoiceFilter, RecordFilter
from app.core.db import db
from app.core.i18n import N_, Sentence
from app.models.assignment import Assignment
from app.models.customer import Customer
from app.models.user import Role, User, UserStatus
from app.models.visit import VisitTicket

MOST = 300


def people_filter(key: str, name: Sentence, condition: Callable[[int], Any], *roles: Role) -> ChoiceFilter:
    """Active users of these roles by name; `condition(user_id)` says which rows are theirs."""

    def choices() -> list[tuple[int, str]]:
        people = select(User.id, User.name).where(User.role.in_(roles), User.status == UserStatus.ACTIVE)
        return [(row.id, row.name) for row in db.session.execute(people.order_by(User.name).limit(MOST))]

    return ChoiceFilter(key, name, None, choices, condition=lambda user_id: condition(int(user_id)))


def has_place(user_id: int) -> Any:
    """Visits on which this technician holds a place."""
    held = select(Assignment.visit_id).where(Assignment.technician_id == user_id, Assignment.released_at.is_(None))
    return VisitTicket.id.in_(held)


def customer_filter(column: Any) -> RecordFilter:
    """`flt_customer=17`, linked to from the customer's page."""
    return RecordFilter("customer", N_("Pelanggan"), column, _customer_name)


def _customer_name(customer_id: int) -> str | None:
    customer = db.session.get(Customer, customer_id)
    return str(customer) if customer else None
