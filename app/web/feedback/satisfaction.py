"""The link in the last message: how did we handle it? It works without a login, once."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import NotFound

from app.core.db import db
from app.core.i18n import gettext
from app.http.auth.access import public
from app.http.forms.submission import submit
from app.http.pages.links.rating_link import read_rating_token
from app.models.feedback.feedback import Feedback
from app.web.feedback.blueprint import blueprint
from app.web.feedback.forms import RatingForm
from app.web.feedback.rating import rating_work
from app.web.feedback.showing import history_facts
from workflows.feedback import get_feedback


@blueprint.get("/rate/<token>")
@public(keyed_by="token")
def rating_sheet(token: str) -> ResponseReturnValue:
    return _page(_feedback(token), RatingForm(formdata=None))


@blueprint.post("/rate/<token>")
@public(keyed_by="token")
def rate_by_link(token: str) -> ResponseReturnValue:
    feedback, form = _feedback(token), RatingForm()

    if not form.validate():
        return _page(feedback, form), 422
    submit(rating_work(form, feedback_id=feedback.id, actor=None))
    flash(gettext("Terima kasih! Penilaian Anda sudah kami terima."), "success")
    return redirect(url_for(".rating_sheet", token=token), 303)


def _feedback(token: str) -> Feedback:
    feedback_id = read_rating_token(token)
    if feedback_id is None:
        raise NotFound
    return get_feedback(db.session(), feedback_id=feedback_id)


def _page(feedback: Feedback, form: RatingForm) -> str:
    """Number, subject and stars: whoever holds the link reads no more than the message said."""
    facts = history_facts(feedback)
    return render_template("feedback/rate.html", feedback=feedback, sent=facts["sent"], rating=form)
