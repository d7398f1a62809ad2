"""The status page's subscribers, without an account: ask, confirm by a link, choose components, stop."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import Session
from wtforms import SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from app.core.clock import utc_now
from app.core.db import db, unit_of_work
from app.core.errors import DomainError
from app.core.i18n import N_, gettext, language
from app.http.auth.access import public
from app.http.forms.base import BaseForm, place_refusal
from app.http.forms.honeypot import kept_stamp, opened_stamp, suspicion
from app.http.forms.submission import submission_scope, submit
from app.http.pages.subscriber_link import manage_path, read_confirm, read_manage
from app.http.security.headers import csrf
from app.http.security.rate_limits import limiter
from app.models.status.status_page import StatusComponent
from app.models.status.subscriber import StatusSubscriber
from workflows.status import change_subscription, confirm_subscription, subscribe, unsubscribe

blueprint = Blueprint("subscribers", __name__)
limit_asks = limiter.limit("30 per hour", methods=["POST"])


class ChoiceForm(BaseForm):
    component_ids = SelectMultipleField(
        N_("Layanan"),
        coerce=int,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
        description=N_("Tidak memilih berarti semua layanan."),
    )

    def __init__(self, *args: Any, **given: Any) -> None:
        super().__init__(*args, **given)
        ordered = select(StatusComponent).order_by(StatusComponent.position, StatusComponent.id)
        self.component_ids.choices = [(one.id, one.name) for one in db.session.scalars(ordered)]


class AskForm(ChoiceForm):
    email = StringField(
        N_("E-mail"),
        validators=[InputRequired(), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email", "autocapitalize": "none"},
    )


@blueprint.get("/subscribe")
@public()
def form() -> ResponseReturnValue:
    submission_scope()
    return _page("ask", form=AskForm(formdata=None), stamp=opened_stamp(utc_now()))


@blueprint.post("/subscribe")
@limit_asks
@public()
def ask() -> ResponseReturnValue:
    """Whatever we know of the address, the next page is the same."""
    sent, now = AskForm(), utc_now()
    doubt = suspicion(request.form, now)
    if doubt is not None:
        sent.form_errors.append(str(doubt))
    elif sent.validate():

        def work(session: Session) -> dict[str, Any]:
            chosen = sent.component_ids.data or []
            subscribe(session, email=sent.email.data or "", component_ids=chosen, locale=language(), now=now)
            return {}

        try:
            submit(work)
        except DomainError as refusal:
            place_refusal(refusal, sent)
        else:
            return redirect(url_for(".asked"), 303)
    return _page("ask", form=sent, stamp=kept_stamp(request.form, now)), 422


@blueprint.get("/subscribe/sent")
@public()
def asked() -> ResponseReturnValue:
    return _page("asked")


@blueprint.get("/subscribe/<token>")
@public(keyed_by="a signed link")
def show(token: str) -> ResponseReturnValue:
    """Looking changes nothing: mail scanners follow every link."""
    return _page("confirm", subscriber=_found(read_confirm(token, utc_now())))


@blueprint.post("/subscribe/<token>")
@limit_asks
@public(keyed_by="a signed link")
def confirm(token: str) -> ResponseReturnValue:
    subscriber_id = _found(read_confirm(token, utc_now())).id

    def work(session: Session) -> dict[str, Any]:
        confirm_subscription(session, subscriber_id=subscriber_id, now=utc_now())
        return {}

    submit(work)
    flash(gettext("Anda akan menerima kabar halaman status."), "success")
    return redirect(manage_path(subscriber_id), 303)


@blueprint.get("/s/<token>")
@public(keyed_by="the signed token of an e-mail")
def manage(token: str) -> ResponseReturnValue:
    subscriber = _found(read_manage(token))
    return _page("manage", form=ChoiceForm(obj=subscriber), subscriber=subscriber, token=token)


@blueprint.post("/s/<token>/choose")
@limit_asks
@public(keyed_by="the signed token of an e-mail")
def choose(token: str) -> ResponseReturnValue:
    subscriber, sent = _found(read_manage(token)), ChoiceForm()
    if not sent.validate():
        return _page("manage", form=sent, subscriber=subscriber, token=token), 422

    def work(session: Session) -> dict[str, Any]:
        chosen = sent.component_ids.data or []
        change_subscription(session, subscriber_id=subscriber.id, component_ids=chosen, locale=language())
        return {}

    submit(work)
    flash(gettext("Pilihan Anda disimpan."), "success")
    return redirect(url_for(".manage", token=token), 303)


@blueprint.post("/s/<token>")
@csrf.exempt
@public(keyed_by="the signed token of an e-mail")
def stop(token: str) -> ResponseReturnValue:
    """One click of a mail program (RFC 8058) or the page's button: answered by 200, never by a redirect."""
    subscriber_id = read_manage(token)
    if subscriber_id is None:
        abort(404)
    unit_of_work(lambda session: unsubscribe(session, subscriber_id=subscriber_id))
    return _page("stopped")


def _found(subscriber_id: int | None) -> StatusSubscriber:
    subscriber = db.session.get(StatusSubscriber, subscriber_id) if subscriber_id is not None else None
    if subscriber is None:
        abort(404)
    return subscriber


def _page(name: str, **given: Any) -> str:
    return render_template(f"status/subscribers/{name}.html", **given)
