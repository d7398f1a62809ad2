"""Telegram, for the firm's own people."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.auth.reauthentication import require_reauthentication
from app.http.auth.telegram_link import link_page
from app.http.forms.submission import submit
from app.models.accounts.user import STAFF
from app.web.profile.blueprint import blueprint, me
from workflows.accounts.users import unlink_telegram


@blueprint.post("/telegram")
@may_enter(*STAFF)
@require_reauthentication
def telegram() -> ResponseReturnValue:
    """A fresh deep link, shown once."""
    return render_template("profile/telegram.html", link=link_page(me()))


@blueprint.post("/telegram/unlink")
@may_enter(*STAFF)
def unlink() -> ResponseReturnValue:
    person = me()
    submit(lambda session: {"id": unlink_telegram(session, user=person, now=utc_now()).id})
    flash(gettext("Tautan Telegram dilepas."), "success")
    return redirect(url_for(".show"), 303)
