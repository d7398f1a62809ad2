"""A customer's visits and invoices, to be read; what can be done about them stands behind their links."""

from flask import abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import db
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.models.accounts.user import Role
from app.web.portal.blueprint import blueprint, with_badges, with_states
from workflows.accounts.members import list_own_invoices, list_own_visits

SIZE = 20


@blueprint.get("/visits")
@may_enter(Role.MEMBER)
def visits() -> ResponseReturnValue:
    before = read_id(request.args.get("before", ""))
    found = list_own_visits(db.session(), customer_id=_customer_id(), now=utc_now(), size=SIZE + 1, before=before)
    older = url_for(".visits", before=found[SIZE - 1].visit.id) if len(found) > SIZE else None
    first = url_for(".visits") if before else None
    rows = with_badges(found[:SIZE])
    return render_template("portal/visits.html", visits=rows, older_url=older, first_url=first)


@blueprint.get("/invoices")
@may_enter(Role.MEMBER)
def invoices() -> ResponseReturnValue:
    before = read_id(request.args.get("before", ""))
    found = list_own_invoices(db.session(), customer_id=_customer_id(), size=SIZE + 1, before=before)
    older = url_for(".invoices", before=found[SIZE - 1].invoice.id) if len(found) > SIZE else None
    first = url_for(".invoices") if before else None
    rows = with_states(found[:SIZE], utc_now())
    return render_template("portal/invoices.html", invoices=rows, older_url=older, first_url=first)


def _customer_id() -> int:
    """Members who are no customer have no such pages."""
    person = signed_in_user()
    if person.customer_id is None:
        abort(404)
    return person.customer_id
