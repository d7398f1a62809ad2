"""How likely one is to recommend us, by the link of an invitation; and no more such questions."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import public
from app.http.forms.nps import read_score
from app.http.forms.submission import submission_scope, submit
from app.http.pages.links.nps_link import nps_stop_path, read_nps, read_nps_stop
from app.http.security.headers import csrf
from workflows.releases.survey import allow_nps, answer_invitation, find_invitation, stop_nps

blueprint = Blueprint("nps", __name__)


@blueprint.get("/nps/<token>")
@public(keyed_by="a signed link")
def ask(token: str) -> ResponseReturnValue:
    """Looking changes nothing: mail scanners follow every link."""
    submission_scope()
    return _page("ask", _found(read_nps(token, utc_now())))


@blueprint.post("/nps/<token>")
@public(keyed_by="a signed link")
def answer(token: str) -> ResponseReturnValue:
    invitation_id = _found(read_nps(token, utc_now()))
    comment = request.form.get("comment", "").replace("\x00", "")
    try:
        score = read_score(request.form)

        def work(session: Session) -> dict[str, Any]:
            answer_invitation(session, invitation_id=invitation_id, score=score, comment=comment, now=utc_now())
            return {}

        submit(work)
    except DomainError as refusal:
        return _page("ask", invitation_id, error=str(refusal), comment=comment), 422
    return redirect(url_for(".ask", token=token), 303)


@blueprint.get("/n/<token>")
@public(keyed_by="the signed token of an e-mail")
def ask_to_stop(token: str) -> ResponseReturnValue:
    return _page("stop", _found(read_nps_stop(token)))


@blueprint.post("/n/<token>")
@csrf.exempt
@public(keyed_by="the signed token of an e-mail")
def stop(token: str) -> ResponseReturnValue:
    """One click of a mail program (RFC 8058) or the page's button: answered by 200, never by a redirect."""
    invitation_id = _found(read_nps_stop(token))
    unit_of_work(lambda session: stop_nps(session, invitation_id=invitation_id))
    return _page("stop", invitation_id)


@blueprint.post("/n/<token>/again")
@public(keyed_by="the signed token of an e-mail")
def allow(token: str) -> ResponseReturnValue:
    invitation_id = _found(read_nps_stop(token))

    def work(session: Session) -> dict[str, Any]:
        allow_nps(session, invitation_id=invitation_id)
        return {}

    submit(work)
    flash(gettext("Baik, sesekali kami bertanya lagi."), "success")
    return redirect(url_for(".ask_to_stop", token=token), 303)


def _found(invitation_id: int | None) -> int:
    if invitation_id is None:
        abort(404)
    return invitation_id


def _page(name: str, invitation_id: int, **given: Any) -> str:
    invitation, stop_url = find_invitation(db.session(), invitation_id), nps_stop_path(invitation_id)
    return render_template(f"customer/nps/{name}.html", invitation=invitation, stop_url=stop_url, **given)
