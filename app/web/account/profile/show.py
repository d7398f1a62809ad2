"""Name, username, language, and whether one stands on the leaderboard."""

from typing import Any

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.base import place_refusal
from app.http.forms.edit_version import flash_taken_over, require_current
from app.http.forms.submission import submit
from app.http.pages.language import COOKIE
from app.models.accounts.user import EVERYONE, User
from app.web.account.profile.blueprint import ProfileForm, blueprint, page, stored_profile
from workflows.accounts.members import edit_own_profile


@blueprint.get("")
@may_enter(*EVERYONE)
def show() -> ResponseReturnValue:
    return page()


@blueprint.post("")
@may_enter(*EVERYONE)
def save() -> ResponseReturnValue:
    form, person = ProfileForm(), signed_in_user()

    def work(session: Session) -> dict[str, Any]:
        own = session.get_one(User, person.id, with_for_update=True, populate_existing=True)
        require_current(form, stored_profile(session, own))
        given = {name: form[name].data for name in ("name", "username", "locale", "hidden", "named")}
        return {"id": edit_own_profile(session, user=person, **given, now=utc_now()).id}

    if form.validate():
        try:
            submit(work)
        except DomainError as refusal:
            place_refusal(refusal, form)
        else:
            flash(gettext("Profil tersimpan."), "success")
            flash_taken_over(form)
            answer = redirect(url_for(".show"), 303)
            answer.delete_cookie(COOKIE)  # what is chosen here beats what this browser once chose
            return answer
    return page(form=form), 422
