"""Look-ups of form fields (`form_ajax_refs`): scoped to what the user may see, bounded, found by an index."""

from collections.abc import Callable
from typing import Any

from flask import Response, abort, json, request
from flask_admin.model.ajax import DEFAULT_PAGE_SIZE, AjaxModelLoader
from flask_login import current_user
from sqlalchemy import select

from admin_views.framework.lists.search import SearchPlan, search, search_few
from admin_views.framework.lists.search_config import PLANS
from app.core.db import db
from app.core.identifiers import read_id
from app.models.accounts.user import User, UserStatus
from app.models.customers.customer import Customer
from app.models.finance.invoice import Invoice
from app.models.visits.visit import VisitTicket
from app.policies.visibility import customers_visible_to, invoices_visible_to, users_visible_to, visits_visible_to

MOST = 50


class ScopedLookup(AjaxModelLoader):
    """`narrow(query)` says which rows may be chosen at all; `plan` or `columns` how they are found."""

    def __init__(
        self,
        name: str,
        model: Any,
        *,
        columns: tuple[Any, ...] = (),
        plan: SearchPlan | None = None,
        narrow: Callable[[Any], Any] = lambda query: query,
    ) -> None:
        super().__init__(name, {"minimum_input_length": 0, "placeholder": ""})
        self.model, self.columns, self.plan, self.narrow = model, columns, plan, narrow
        self.pk = "id"

    def format(self, model: Any) -> tuple[int, str] | None:
        return (model.id, str(model)) if model else None

    def get_one(self, pk: Any) -> Any:
        """The record if it may be chosen; a typed-in id opens nothing."""
        number = read_id(str(pk))
        if number is None:
            return None
        with db.session.no_autoflush:
            return (
                db.session.scalars(self.narrow(select(self.model)).where(self.model.id == number))
                .unique()
                .one_or_none()
            )

    def get_list(self, query: str, offset: int = 0, limit: int = DEFAULT_PAGE_SIZE) -> list[Any]:
        rows = self.narrow(select(self.model))
        text = (query or "").replace("\x00", "").strip()[:100]
        if text and self.plan:
            rows = search(db.session(), rows, self.plan, text)
        elif text:
            rows = search_few(rows, text, *self.columns, phone=getattr(self.model, "phone_e164", None))
        return list(db.session.scalars(rows.order_by(self.model.id.desc()).offset(offset).limit(limit)).unique())


def lookup_of(name: str, model: Any, options: dict[str, Any]) -> ScopedLookup:
    """The look-up of a related table: found by its plan or by `fields`, narrowed by the policy of that table."""
    columns = tuple(
        getattr(model, field) if isinstance(field, str) else field for field in options.get("fields", ("id",))
    )
    return ScopedLookup(name, model, columns=columns, plan=PLANS.get(model), narrow=_NARROW.get(model, _all))


def _all(query: Any) -> Any:
    return query


def _seen_by(visible_to: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda query: query.where(visible_to(current_user))


_NARROW: dict[Any, Callable[[Any], Any]] = {
    Customer: lambda query: query.where(customers_visible_to(current_user), Customer.deleted_at.is_(None)),
    VisitTicket: _seen_by(visits_visible_to),
    Invoice: _seen_by(invoices_visible_to),
    User: lambda query: query.where(users_visible_to(current_user), User.status == UserStatus.ACTIVE),
}


def look_up(loader: AjaxModelLoader | None) -> Response:
    """The answer of a look-up route, whatever stands in its parameters."""
    if loader is None:
        abort(404)
    offset = min(max(request.args.get("offset", 0, type=int), 0), 1000)
    limit = min(max(request.args.get("limit", DEFAULT_PAGE_SIZE, type=int), 1), MOST)
    found = loader.get_list(request.args.get("query", "").replace("\x00", ""), offset, limit)
    return Response(json.dumps([loader.format(record) for record in found]), mimetype="application/json")
