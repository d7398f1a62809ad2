"""“Data saya”: what is kept and why, a copy of it, and the end of a member's account."""

import json
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter, public
from app.http.auth.account_sections import AccountSection, add_account_section
from app.http.auth.reauthentication import require_reauthentication
from app.http.auth.sessions import end_current_session
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE, Role
from app.web.account.blueprint import blueprint
from workflows.accounts.members import collect_own_data, erase_account


@blueprint.get("/privacy")
@public()
def privacy() -> ResponseReturnValue:
    """What the notice at sign-up leads to."""
    return render_template("account/privacy.html")


@blueprint.get("/data")
@may_enter(*EVERYONE)
def own_data() -> ResponseReturnValue:
    return render_template("account/own_data.html", is_member=current_user.role == Role.MEMBER)


@blueprint.post("/data/download")
@may_enter(*EVERYONE)
@require_reauthentication
def take_own_data() -> ResponseReturnValue:
    with transaction() as session:
        found = collect_own_data(session, user=signed_in_user(), now=utc_now())
    headers = {"Content-Disposition": "attachment; filename=data-saya.json"}
    return Response(json.dumps(found, ensure_ascii=False, indent=2), mimetype="application/json", headers=headers)


@blueprint.post("/data/erase")
@may_enter(Role.MEMBER)
@require_reauthentication
def erase() -> ResponseReturnValue:
    if request.form.get("sure") != "yes":
        flash(gettext("Centang dulu bahwa Anda mengerti."), "error")
        return redirect(url_for(".own_data"), 303)
    person = signed_in_user()

    def work(session: Session) -> dict[str, Any]:
        return {"id": erase_account(session, user=person, now=utc_now()).id}

    submit(work)
    end_current_session()
    flash(gettext("Akun Anda sudah dihapus."), "success")
    return redirect(url_for("session.login"), 303)


add_account_section(
    AccountSection(
        N_("Data saya"),
        "account.own_data",
        N_("Unduh atau hapus"),
        icon="download",
        says=lambda _user: N_("Salinan semua data Anda di sini, dan cara mengakhiri akun."),
        order=90,
    )
)
