"""The page of a test call's link: "Saya dengar", by a POST."""

from typing import Any

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.http.forms.submission import submit
from app.http.pages.links.call_link import read_test_call_token
from app.models.accounts.user import User, UserStatus
from app.models.on_call.calling import CallTest, ConfirmedBy
from workflows.on_call import confirm_test_call

blueprint = Blueprint("test_call", __name__)


@blueprint.get("/call/test/<token>")
@public(keyed_by="a signed link")
def show(token: str) -> ResponseReturnValue:
    test, person = _read(token)
    return render_template("incidents/test_call.html", test=test, person=person)


@blueprint.post("/call/test/<token>")
@public(keyed_by="a signed link")
def confirm(token: str) -> ResponseReturnValue:
    test, person = _read(token)

    def work(session: Session) -> dict[str, Any]:
        listener = session.get_one(User, person.id)
        confirm_test_call(session, test_id=test.id, actor=listener, by=ConfirmedBy.LINK, now=utc_now())
        return {}

    submit(work)
    return redirect(url_for("test_call.show", token=token), 303)


def _read(token: str) -> tuple[CallTest, User]:
    found = read_test_call_token(token, utc_now())
    test = db.session.get(CallTest, found[0]) if found else None
    person = db.session.get(User, found[1]) if found else None
    if test is None or person is None or test.user_id != person.id or person.status != UserStatus.ACTIVE:
        abort(404)
    if found and person.links_version != found[2]:
        abort(404)
    return test, person
