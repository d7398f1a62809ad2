"""A member's home page: their feedback and bug reports, EXP, notifications, visits."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.nps import read_score
from app.http.forms.submission import submit
from app.models.accounts.user import Role, User
from app.models.customers.customer import Customer
from app.models.feedback.feedback_flow import FEEDBACK_FLOW
from app.presenters.feedback.bugs import bug_badge
from app.presenters.status import status_badge
from app.web.portal.blueprint import blueprint, with_badges, with_states
from workflows.accounts.members import list_own_invoices, list_own_visits
from workflows.bugs import list_own_bugs
from workflows.exp import progress_of
from workflows.feedback import list_own
from workflows.notifications import list_notifications
from workflows.releases.survey import answer_nps, is_nps_asked

SHOWN = 3


@blueprint.get("/")
@may_enter(Role.MEMBER)
def home() -> ResponseReturnValue:
    return _page()


def _page(**given: Any) -> str:
    session, person = db.session(), signed_in_user()
    shown = {"asks_nps": is_nps_asked(session, user=person, now=utc_now()), **given}
    return render_template(
        "portal/home.html",
        feedback=[(row, status_badge(FEEDBACK_FLOW, row.status)) for row in list_own(session, user=person)[:SHOWN]],
        bugs=[(bug, bug_badge(bug.status)) for bug in list_own_bugs(session, user=person, limit=SHOWN)],
        progress=progress_of(session, user_id=person.id),
        notices=list_notifications(session, user_id=person.id, limit=SHOWN),
        **_as_customer(session, person),
        **shown,
    )


@blueprint.post("/nps")
@may_enter(Role.MEMBER)
def answer() -> ResponseReturnValue:
    """A score with a comment, or without a score: not now."""
    person, comment = signed_in_user(), request.form.get("comment", "").replace("\x00", "")
    try:
        score = read_score(request.form)

        def work(session: Session) -> dict[str, Any]:
            answer_nps(session, actor=person, score=score, comment=comment, now=utc_now())
            return {}

        submit(work)
    except DomainError as refusal:
        return _page(asks_nps=True, nps_refusal=str(refusal), nps_comment=comment), 422
    flash(gettext("Terima kasih.") if score is not None else gettext("Baik, tidak kami tanyakan lagi dulu."), "success")
    return redirect(url_for("portal.home"))


def _as_customer(session: Session, person: User) -> dict[str, Any]:
    if person.customer_id is None:
        return {"customer": None}
    now = utc_now()
    visits = list_own_visits(session, customer_id=person.customer_id, now=now, size=SHOWN)
    invoices = list_own_invoices(session, customer_id=person.customer_id, size=SHOWN)
    return {
        "customer": session.get(Customer, person.customer_id),
        "visits": with_badges(visits),
        "invoices": with_states(invoices, now),
    }
