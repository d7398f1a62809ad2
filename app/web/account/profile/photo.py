"""The person's photo."""

from flask import Response, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import db
from app.core.errors import DomainError
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.files.downloads import send_stored
from app.http.files.pictures.avatars import receive_avatar
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE
from app.web.account.profile.blueprint import blueprint
from workflows.accounts.members import get_photo, remove_photo, set_photo


@blueprint.post("/photo")
@may_enter(*EVERYONE)
def change_photo() -> ResponseReturnValue:
    person = signed_in_user()
    try:
        kept = receive_avatar(request.files.get("photo"))  # before the transaction: it may have to wait its turn
        submit(lambda session: {"id": set_photo(session, user=person, kept=kept, now=utc_now()).id})
        flash(gettext("Foto tersimpan."), "success")
    except DomainError as refusal:
        flash(str(refusal), "danger")
    return redirect(url_for(".show"), 303)


@blueprint.post("/photo/remove")
@may_enter(*EVERYONE)
def drop_photo() -> ResponseReturnValue:
    person = signed_in_user()
    submit(lambda session: {"id": remove_photo(session, user=person, now=utc_now()).id})
    flash(gettext("Foto dihapus."), "success")
    return redirect(url_for(".show"), 303)


@blueprint.get("/photo/<int:file_id>")
@may_enter(*EVERYONE)
def photo(file_id: int) -> Response:
    """Anybody's picture, for whoever is logged in; no other stored file is served here."""
    answer = send_stored(get_photo(db.session(), file_id=file_id), f"foto-{file_id}", inline=True)
    answer.headers["Cache-Control"] = "private, max-age=86400"  # a new picture has a new number
    return answer
