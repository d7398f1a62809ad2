"""The status page's subscribers, without an account: ask, confirm by a link or a chat, choose components, stop."""

from typing import Any

from flask import Blueprint, abort, current_app, flash, redirect, render_template, request, url_for
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
from app.http.forms.edit_version import Versioned, draw_version, require_current
from app.http.forms.honeypot import opened_stamp, renew_stamp, suspicion
from app.http.forms.submission import submission_scope, submit
from app.http.pages.code_way import mail_leaves
from app.http.pages.links.subscriber_link import chat_code, manage_path, read_chat_code, read_confirm, read_manage
from app.http.pages.subscriber_ways import chat_link, list_offered
from app.http.security.headers import csrf
from app.http.security.rate_limits import limiter
from app.models.status.status_page import StatusComponent
from app.models.status.subscriber import CHANNEL_LABELS, StatusSubscriber, SubscriberChannel
from app.presenters.qr import qr_png
from workflows.status import (
    change_subscription,
    confirm_subscription,
    subscribe,
    subscribe_chat,
    subscribe_webhook,
    unsubscribe,
)

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
        self.component_ids.choices = [(one.id, one.name_in(language())) for one in db.session.scalars(ordered)]


class OwnChoiceForm(Versioned, ChoiceForm):
    """Of somebody who has subscribed."""


class EmailForm(ChoiceForm):
    email = StringField(
        N_("E-mail"),
        validators=[InputRequired(), Length(max=254)],
        render_kw={"type": "email", "autocomplete": "email", "inputmode": "email", "autocapitalize": "none"},
    )


class WebhookForm(ChoiceForm):
    url = StringField(
        N_("Alamat webhook"),
        validators=[InputRequired(), Length(max=250)],
        render_kw={"type": "url", "inputmode": "url", "autocapitalize": "none", "placeholder": "https://"},
        description=N_("Kami mengirim JSON bertanda tangan (Standard Webhooks) ke alamat ini."),
    )


FORMS: dict[SubscriberChannel, type[ChoiceForm]] = {
    SubscriberChannel.EMAIL: EmailForm,
    SubscriberChannel.WHATSAPP: ChoiceForm,
    SubscriberChannel.TELEGRAM: ChoiceForm,
    SubscriberChannel.WEBHOOK: WebhookForm,
}


@blueprint.get("/subscribe")
@public()
def form() -> ResponseReturnValue:
    submission_scope()
    by = _channel()
    return _ask_page(by, FORMS[by](formdata=None), opened_stamp(utc_now()))


@blueprint.post("/subscribe")
@limit_asks
@public()
def ask() -> ResponseReturnValue:
    """Whatever we know of the address, the next page is the same."""
    by, now = _channel(), utc_now()
    sent = FORMS[by]()
    doubt = suspicion(request.form, now)
    if doubt is not None:
        sent.form_errors.append(str(doubt))
    elif sent.validate():
        try:
            done = submit(lambda session: _subscribe(session, by, sent))
        except DomainError as refusal:
            place_refusal(refusal, sent)
        else:
            return redirect(done.get("next") or url_for(".asked", by=by.lower()), 303)
    return _ask_page(by, sent, renew_stamp(request.form, now)), 422


def _subscribe(session: Session, by: SubscriberChannel, sent: ChoiceForm) -> dict[str, Any]:
    """`next`: the page from which a chat is written to us."""
    given: dict[str, Any] = {"component_ids": sent.component_ids.data or [], "locale": language(), "now": utc_now()}
    if isinstance(sent, EmailForm):
        subscribe(session, email=sent.email.data or "", **given)
    elif isinstance(sent, WebhookForm):
        loopback = current_app.config["SETTINGS"].webhook_loopback
        subscribe_webhook(session, url=sent.url.data or "", loopback=loopback, **given)
    else:
        made = subscribe_chat(session, channel=by, **given)
        return {"next": url_for(".chat", code=chat_code(made.id))}
    return {}


@blueprint.get("/subscribe/sent")
@public()
def asked() -> ResponseReturnValue:
    return _page("asked", by=_channel(), by_mail=mail_leaves())


@blueprint.get("/subscribe/chat/<code>")
@public(keyed_by="a signed code")
def chat(code: str) -> ResponseReturnValue:
    """A link that writes to us; what arrives with this code proves the chat."""
    subscriber = _found(read_chat_code(code))
    link, words = chat_link(subscriber.channel, code)
    if link is None:
        abort(404)
    return _page("chat", subscriber=subscriber, link=link, words=words, qr=qr_png(link))


def _channel() -> SubscriberChannel:
    """What the address asks for, where it is offered; else e-mail."""
    given = request.args.get("by", "").upper()
    return SubscriberChannel(given) if given in list_offered() else SubscriberChannel.EMAIL


def _ask_page(by: SubscriberChannel, form: ChoiceForm, stamp: str) -> str:
    return _page("ask", form=form, stamp=stamp, by=by, offered=list_offered(), labels=CHANNEL_LABELS)


@blueprint.get("/subscribe/<token>")
@public(keyed_by="a signed link")
def show(token: str) -> ResponseReturnValue:
    """Looking changes nothing: mail scanners follow every link."""
    return _page("confirm", subscriber=_found(read_confirm(token, utc_now())))


@blueprint.post("/subscribe/<token>")
@csrf.exempt
@limit_asks
@public(keyed_by="a signed link")
def confirm(token: str) -> ResponseReturnValue:
    """The page's button, or a program that was posted the link: the link alone is the proof."""
    subscriber_id = _found(read_confirm(token, utc_now())).id
    unit_of_work(lambda session: confirm_subscription(session, subscriber_id=subscriber_id, now=utc_now()))
    flash(gettext("Anda akan menerima kabar halaman status."), "success")
    return redirect(manage_path(subscriber_id), 303)


@blueprint.get("/s/<token>")
@public(keyed_by="the signed token of a message")
def manage(token: str) -> ResponseReturnValue:
    subscriber = _found(read_manage(token))
    form = OwnChoiceForm(obj=subscriber)
    draw_version(form)
    return _page("manage", form=form, subscriber=subscriber, token=token)


@blueprint.post("/s/<token>/choose")
@limit_asks
@public(keyed_by="the signed token of a message")
def choose(token: str) -> ResponseReturnValue:
    subscriber, sent = _found(read_manage(token)), OwnChoiceForm()
    if not sent.validate():
        return _page("manage", form=sent, subscriber=subscriber, token=token), 422

    def work(session: Session) -> dict[str, Any]:
        stored = session.get(StatusSubscriber, subscriber.id, with_for_update=True, populate_existing=True)
        require_current(sent, OwnChoiceForm(formdata=None, obj=stored))
        chosen = sent.component_ids.data or []
        change_subscription(session, subscriber_id=subscriber.id, component_ids=chosen, locale=language())
        return {}

    try:
        submit(work)
    except DomainError as refusal:
        place_refusal(refusal, sent)
        return _page("manage", form=sent, subscriber=subscriber, token=token), refusal.status
    flash(gettext("Pilihan Anda disimpan."), "success")
    return redirect(url_for(".manage", token=token), 303)


@blueprint.post("/s/<token>")
@csrf.exempt
@public(keyed_by="the signed token of a message")
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
