"""The open pool and the race for it."""

import hashlib

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext
from app.gate.entry import may_enter
from app.gate.submission import submit
from app.models.assignment import ClaimResult
from app.models.user import Role
from app.presenters.claims import claim_sentence
from app.web.technician.door import blueprint
from workflows.visits import claim_place, leave_line, list_open_pool, pool_version


@blueprint.get("/pool")
@may_enter(Role.TECHNICIAN)
def pool() -> ResponseReturnValue:
    visits = list_open_pool(db.session(), technician=current_user, now=utc_now())
    return render_template("technician/pool.html", visits=visits)


@blueprint.get("/pool/rows")
@may_enter(Role.TECHNICIAN)
def pool_rows() -> ResponseReturnValue:
    """The list alone, asked for every few seconds; 304 while nothing changed."""
    version = pool_version(db.session(), technician=current_user, now=utc_now())
    tag = hashlib.sha256(f"{version}:{current_user.id}:{request.cookies.get('lang')}".encode()).hexdigest()[:20]
    answer: Response
    if request.if_none_match.contains(tag):
        answer = make_response("", 304)
    else:
        visits = list_open_pool(db.session(), technician=current_user, now=utc_now())
        answer = make_response(render_template("technician/_pool_rows.html", visits=visits))
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.post("/pool/<int:visit_id>/claim")
@may_enter(Role.TECHNICIAN)
def claim(visit_id: int) -> ResponseReturnValue:
    """One press. The answer is a page (303) or, for a script, JSON with the same sentence."""
    technician = current_user._get_current_object()  # noqa: SLF001

    def press(session: object) -> dict[str, object]:
        outcome = claim_place(session, visit_id=visit_id, technician=technician, now=utc_now())  # type: ignore[arg-type]
        return {"result": outcome.result, "position": outcome.position}

    answer = submit(press)
    won = answer["result"] == ClaimResult.WON
    sentence = claim_sentence(ClaimResult(answer["result"]), answer["position"])
    if request.accept_mimetypes.best == "application/json":
        return {**answer, "message": str(sentence)}, 200 if won else 409
    flash(str(sentence), "success" if won else "warning")
    return redirect(url_for("technician.pool"), 303)


@blueprint.post("/pool/<int:visit_id>/leave-line")
@may_enter(Role.TECHNICIAN)
def step_out(visit_id: int) -> ResponseReturnValue:
    technician = current_user._get_current_object()  # noqa: SLF001
    submit(lambda session: leave_line(session, visit_id=visit_id, technician=technician, now=utc_now()))
    flash(gettext("Anda keluar dari antrean."), "info")
    return redirect(url_for("technician.pool"), 303)
