"""Cara memanggil saya: by which channels one is called, and after how many minutes."""

from typing import Any, ClassVar

from flask import flash, redirect, request, url_for
from flask_admin import BaseView, expose
from flask_login import current_user
from sqlalchemy.orm import Session
from wtforms.validators import NumberRange, Optional

from admin_views.framework.access import RoleRestricted
from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.http.forms.base import BaseForm, WholeNumberField
from app.http.forms.edit_version import ChangedMeanwhile, Versioned, draw_version, require_current
from app.http.forms.submission import submit
from app.models.accounts.user import Role, User
from app.models.incidents.incident_flow import READERS
from app.models.on_call.calling import LATEST_CALL, WAY_LABELS, WAYS
from workflows.on_call import choose_ways, list_chosen_ways, list_ways

MINUTES = (Optional(), NumberRange(0, LATEST_CALL))


class WaysForm(Versioned, BaseForm):
    """Named by the channels; empty: not used."""

    TELEGRAM = WholeNumberField(N_("Telegram, sesudah menit"), validators=MINUTES)
    PUSH = WholeNumberField(N_("Notifikasi peramban, sesudah menit"), validators=MINUTES)
    WHATSAPP = WholeNumberField(
        N_("WhatsApp, sesudah menit"),
        validators=MINUTES,
        description=N_("Ke nomor di profil Anda. Balas TERIMA untuk menerima."),
    )
    EMAIL = WholeNumberField(N_("E-mail, sesudah menit"), validators=MINUTES)


class CallWaysView(RoleRestricted, BaseView):
    may_enter: ClassVar[frozenset[Role]] = READERS

    @expose("/", methods=("GET", "POST"))
    def index(self) -> Any:
        session = db.session()
        chosen = dict(list_chosen_ways(session, current_user.id))
        form = WaysForm() if request.method == "POST" else _stored(session)
        if form.validate_on_submit() and _save(form):
            flash(gettext("Urutan panggilan Anda tersimpan."), "success")
            return redirect(url_for("on_call.index"))
        reached = {way for way, _minutes in list_ways(session, current_user, now=utc_now())}
        page = self.render(
            "admin/on_call/ways.html",
            form=form,
            silent=[gettext(WAY_LABELS[way]) for way in WAYS if way in chosen and way not in reached],
        )
        return page, 422 if request.method == "POST" else 200


def _stored(session: Session) -> WaysForm:
    """As they stand now."""
    chosen = dict(list_chosen_ways(session, current_user.id))
    form = WaysForm(formdata=None, data={str(way): chosen.get(way) for way in WAYS})
    draw_version(form)
    return form


def _save(form: WaysForm) -> bool:
    def work(session: Session) -> dict[str, Any]:
        session.get(
            User, current_user.id, with_for_update=True, populate_existing=True
        )  # so that two browsers come one after the other
        require_current(form, _stored(session))
        minutes = {way: form[way].data for way in WAYS if form[way].data is not None}
        choose_ways(session, actor=current_user, now=utc_now(), minutes=minutes)
        return {}

    try:
        submit(work)
    except Invalid as refusal:
        form[refusal.field if refusal.field in form else "TELEGRAM"].errors = [str(refusal)]
        return False
    except ChangedMeanwhile as refusal:
        flash(str(refusal), "warning")
        return False
    return True
