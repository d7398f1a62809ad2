"""The person's own page: name, language, password, Telegram, days off."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import N_, gettext
from app.gate.entry import may_enter
from app.gate.forms import HouseForm
from app.gate.language import COOKIE, LANGUAGES
from app.gate.submission import submit
from app.gate.telegram_link import link_page
from app.models.user import EVERYONE, Leave
from workflows.users import edit_profile, unlink_telegram

blueprint = Blueprint("profile", __name__, url_prefix="/profile")
SHOWN_LEAVES = 20


class ProfileForm(HouseForm):
    name = StringField(N_("Nama"), validators=[InputRequired(), Length(max=120)], render_kw={"autocomplete": "name"})
    locale = SelectField(N_("Bahasa"), choices=list(LANGUAGES.items()))


@blueprint.route("", methods=["GET", "POST"])
@may_enter(*EVERYONE)
def show() -> ResponseReturnValue:
    form = ProfileForm(obj=current_user)
    if form.validate_on_submit():
        me = current_user._get_current_object()  # noqa: SLF001

        def work(session: Session) -> dict[str, Any]:
            edit_profile(session, user=me, name=form.name.data, locale=form.locale.data, now=utc_now())
            return {}

        try:
            submit(work)
        except DomainError as refusal:
            form.form_errors.append(str(refusal))
        else:
            flash(gettext("Profil tersimpan."), "success")
            answer = redirect(url_for(".show"), 303)
            answer.delete_cookie(COOKIE)  # what is chosen here beats what this browser once chose
            return answer
    leaves = db.session.scalars(
        select(Leave).where(Leave.user_id == current_user.id).order_by(Leave.first_date.desc()).limit(SHOWN_LEAVES)
    ).all()
    return render_template("profile/show.html", form=form, leaves=leaves), 200 if request.method == "GET" else 422


@blueprint.post("/telegram")
@may_enter(*EVERYONE)
def telegram() -> ResponseReturnValue:
    """A fresh deep link, shown once."""
    return render_template("profile/telegram.html", link=link_page(current_user._get_current_object()))  # noqa: SLF001


@blueprint.post("/telegram/unlink")
@may_enter(*EVERYONE)
def unlink() -> ResponseReturnValue:
    me = current_user._get_current_object()  # noqa: SLF001
    submit(lambda session: {"id": unlink_telegram(session, user=me, now=utc_now()).id})
    flash(gettext("Tautan Telegram dilepas."), "success")
    return redirect(url_for(".show"), 303)
