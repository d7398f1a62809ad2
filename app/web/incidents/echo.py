"""“Saya juga mengalami ini”: a page of the status page's visitors, without an account."""

import hmac
from typing import Any

from flask import Blueprint, current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.http.forms.submission import submission_scope, submit
from app.http.security.rate_limits import home_address, limiter
from workflows.incidents import echo_incident, find_public_incident

blueprint = Blueprint("echo", __name__)
limit_echoes = limiter.limit("20 per hour", methods=["POST"])


@blueprint.get("/status-reports/<number>")
@public()
def show(number: str) -> ResponseReturnValue:
    submission_scope()
    return render_template("status/echo.html", incident=find_public_incident(db.session(), number))


@blueprint.post("/status-reports/<number>")
@limit_echoes
@public()
def add(number: str) -> ResponseReturnValue:
    """The address is kept as a keyed hash of this hour only."""
    now = utc_now()
    hour = f"{home_address()}|{now:%Y%m%d%H}"
    visitor = hmac.digest(str(current_app.secret_key).encode(), hour.encode(), "sha256").hex()

    def work(session: Session) -> dict[str, Any]:
        echo_incident(session, number=number, visitor_sha256=visitor, now=now)
        return {}

    submit(work)
    return redirect(url_for(".thanks"), 303)


@blueprint.get("/status-reports/thanks")
@public()
def thanks() -> ResponseReturnValue:
    return render_template("status/echo.html", incident=None)
