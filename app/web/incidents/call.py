"""The page of a call's link: looking changes nothing, so that a mail scanner acknowledges nothing."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError, NotFound
from app.core.i18n import gettext
from app.http.auth.access import public
from app.http.forms.submission import submit
from app.http.pages.language import language_for
from app.http.pages.links.call_link import read_call_token
from app.models.accounts.user import User, UserStatus
from app.models.incidents.incident import Incident
from app.models.on_call.escalation import EscalationStatus
from app.presenters.incidents.next_call import next_call_words
from workflows.on_call import acknowledge_call, find_escalation, find_next_timer

blueprint = Blueprint("call", __name__)


@blueprint.get("/call/<token>")
@public(keyed_by="a signed link")
def show(token: str) -> ResponseReturnValue:
    incident, person = _read(token)
    escalation = find_escalation(db.session(), incident.id)
    is_taken = escalation is not None and escalation.status == EscalationStatus.ACKNOWLEDGED
    holder = db.session.get(User, escalation.acknowledged_by_id or 0) if escalation and is_taken else None
    with force_locale(language_for(person)):
        follows = next_call_words(find_next_timer(db.session(), incident.id))
        return render_template("incidents/call.html", incident=incident, person=person, holder=holder, follows=follows)


@blueprint.post("/call/<token>")
@public(keyed_by="a signed link")
def take(token: str) -> ResponseReturnValue:
    incident, person = _read(token)

    def work(session: Session) -> dict[str, Any]:
        acknowledge_call(session, incident_id=incident.id, actor=session.get_one(User, person.id), now=utc_now())
        return {}

    with force_locale(language_for(person)):
        try:
            submit(work)
        except DomainError as refusal:
            flash(str(refusal), "error")
        else:
            flash(gettext("Insiden ini Anda terima."), "success")
    return redirect(url_for("call.show", token=token), 303)


def _read(token: str) -> tuple[Incident, User]:
    found = read_call_token(token, utc_now())
    if found is None:
        abort(404)
    incident, person = db.session.get(Incident, found[0]), db.session.get(User, found[1])
    if incident is None or person is None or person.status != UserStatus.ACTIVE:
        raise NotFound
    if person.links_version != found[2]:
        abort(404)
    return incident, person
