"""Telegram, for staff."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.core.identifiers import read_id
from app.http.auth.access import may_enter
from app.http.auth.reauthentication import require_reauthentication
from app.http.auth.signed_in import signed_in_user
from app.http.auth.telegram_link import link_page
from app.http.forms.submission import submit
from app.models.accounts.user import STAFF
from app.web.account.profile.blueprint import blueprint
from workflows.accounts.users import confirm_telegram, unlink_telegram


@blueprint.post("/telegram")
@may_enter(*STAFF)
@require_reauthentication
def telegram() -> ResponseReturnValue:
    """A fresh deep link, shown once."""
    return render_template("account/profile/telegram.html", link=link_page(signed_in_user(), actor=signed_in_user()))


@blueprint.post("/telegram/confirm")
@may_enter(*STAFF)
@require_reauthentication
def confirm() -> ResponseReturnValue:
    """“Ini Telegram saya”: the chat that the page showed, which somebody else had typed or linked."""
    person, shown = signed_in_user(), read_id(request.form.get("chat_id", "")) or 0
    try:
        submit(lambda session: {"id": confirm_telegram(session, user=person, chat_id=shown, now=utc_now()).id})
    except DomainError as refusal:
        flash(str(refusal), "error")
    else:
        flash(gettext("Telegram Anda sudah dikonfirmasi."), "success")
    return redirect(url_for(".show"), 303)


@blueprint.post("/telegram/unlink")
@may_enter(*STAFF)
def unlink() -> ResponseReturnValue:
    person = signed_in_user()
    submit(lambda session: {"id": unlink_telegram(session, user=person, now=utc_now()).id})
    flash(gettext("Tautan Telegram dilepas."), "success")
    return redirect(url_for(".show"), 303)
