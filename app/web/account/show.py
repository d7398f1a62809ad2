"""The page, and the two ways to end log-ins elsewhere."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db
from app.core.i18n import gettext, ngettext
from app.http.auth.access import may_enter
from app.http.auth.account_sections import account_sections
from app.http.auth.reauthentication import require_reauthentication
from app.http.auth.sessions import current_login, idle_limit
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE
from app.presenters.access import WAY_LABELS, security_event_lines
from app.web.account.blueprint import blueprint
from workflows.authentication.sessions import end_session, end_sessions, list_security_events, list_sessions


@blueprint.get("")
@may_enter(*EVERYONE)
def show() -> ResponseReturnValue:
    now, this = utc_now(), current_login()
    sessions = list_sessions(db.session(), user_id=current_user.id, now=now, idle_since=now - idle_limit())
    return render_template(
        "account/show.html",
        sessions=sorted(sessions, key=lambda one: this is None or one.id != this.id),
        this_id=this.id if this else None,
        ways=WAY_LABELS,
        lines=security_event_lines(list_security_events(db.session(), user_id=current_user.id)),
        sections=account_sections(signed_in_user()),
    )


@blueprint.post("/sessions/<int:session_id>/end")
@may_enter(*EVERYONE)
@require_reauthentication
def end_one(session_id: int) -> ResponseReturnValue:
    me, now = current_user.id, utc_now()

    def work(session: Session) -> dict[str, Any]:
        return {"ended": end_session(session, session_id=session_id, user_id=me, now=now)}

    ended = submit(work)["ended"]
    flash(gettext("Sesi diakhiri.") if ended else gettext("Sesi itu sudah berakhir."), "success")
    return redirect(url_for("account.show"), 303)


@blueprint.post("/sessions/end-others")
@may_enter(*EVERYONE)
@require_reauthentication
def end_others() -> ResponseReturnValue:
    me, now, this = current_user.id, utc_now(), current_login()
    kept = this.id if this else None

    def work(session: Session) -> dict[str, Any]:
        return {"ended": end_sessions(session, user_id=me, now=now, except_id=kept)}

    count = submit(work)["ended"]
    flash(ngettext("%(num)d sesi lain diakhiri.", "%(num)d sesi lain diakhiri.", count), "success")
    return redirect(url_for("account.show"), 303)
