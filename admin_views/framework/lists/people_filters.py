"""Filters by people, shared by the screens."""

from collections.abc import Callable
from time import monotonic
from typing import Any

from flask import current_app
from sqlalchemy import select

from admin_views.framework.lists.filters import RecordFilter
from app.core.db import db
from app.core.i18n import N_, Sentence
from app.models.accounts.user import Role, User, UserStatus
from app.models.customers.customer import Customer
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket

MOST = 300
FRESH = 30  # seconds the menu of people is kept; whoever joined since is found by the link on their page


class PeopleFilter(RecordFilter):
    """Rows of one person, chosen from the active users of some roles."""

    in_menu = True

    def __init__(self, key: str, name: Sentence, condition: Callable[[int], Any], roles: tuple[Role, ...]) -> None:
        super().__init__(key, name, None, _person_name)
        self.rows_of, self.roles = condition, roles
        self._menu: tuple[float, str, list[tuple[str, str]]] = (0.0, "", [])

    def condition(self, value: int) -> Any:
        return self.rows_of(value)

    def get_options(self, view: Any) -> Any:  # noqa: ARG002
        made_at, source, options = self._menu
        here = str(db.session.get_bind().engine.url)
        if source != here or monotonic() - made_at > FRESH or current_app.testing:
            people = select(User.id, User.name).where(User.role.in_(self.roles), User.status == UserStatus.ACTIVE)
            found = db.session.execute(people.order_by(User.name).limit(MOST))
            options = [(str(row.id), row.name) for row in found]
            self._menu = (monotonic(), here, options)
        return options


def people_filter(key: str, name: Sentence, condition: Callable[[int], Any], *roles: Role) -> PeopleFilter:
    """Active users of these roles by name; `condition(user_id)` says which rows are theirs."""
    return PeopleFilter(key, name, condition, roles)


def _person_name(user_id: int) -> str | None:
    return db.session.scalar(select(User.name).where(User.id == user_id))


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


def person_filter(key: str, name: Sentence, column: Any) -> RecordFilter:
    """`flt_author=17`, linked to from a page."""
    return RecordFilter(key, name, column, _person_name)
