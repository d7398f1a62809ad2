"""Which topics a person wants where."""

import hashlib

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from sqlalchemy.orm import Session

from app.core.db import db
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE, Role, User
from app.models.messaging.notification import ESSENTIAL, TOPIC_LABELS, PushSubscription, topics_for
from app.models.messaging.outbox import Channel
from app.presenters.messaging.deliveries import CHANNEL_LABELS
from app.settings import Settings
from app.web.notifications.blueprint import blueprint
from workflows.notifications import (
    CHOOSABLE,
    choose_notifications,
    list_push_subscriptions,
    list_wishes,
    reaches_on_telegram,
    take_duty,
)


@blueprint.get("/notifications/choices")
@may_enter(*EVERYONE)
def choices() -> ResponseReturnValue:
    browsers = list_push_subscriptions(db.session(), user_id=current_user.id)
    wishes = list_wishes(db.session(), user=current_user)
    channels = _offered(current_user)
    ticked = [f"{topic}.{channel}" for topic, wished in wishes.items() for channel in channels if wished.get(channel)]
    return render_template(
        "notifications/choices.html",
        vapid_key=_settings().vapid_public_key,
        browsers=[
            {"id": one.id, "device": one.device, "created_at": one.created_at, "mark": _mark(one)} for one in browsers
        ],
        wishes=wishes,
        ticked=[*ticked, "on_duty"] if current_user.on_duty else ticked,
        channels=channels,
        channel_labels=CHANNEL_LABELS,
        topic_labels=TOPIC_LABELS,
        essential=ESSENTIAL,
        asks_duty=current_user.role == Role.CS,
    )


@blueprint.post("/notifications/choices")
@may_enter(*EVERYONE)
def choose() -> ResponseReturnValue:
    """What this form's user changed: a box that stands as it was drawn undoes nothing that another page saved."""
    me, changed = signed_in_user(), _changed_boxes()
    wishes = {
        topic: {channel: changed[f"{topic}.{channel}"] for channel in _offered(me) if f"{topic}.{channel}" in changed}
        for topic in topics_for(me.role)
    }
    on_duty = changed.get("on_duty")

    def keep(session: Session) -> dict[str, int]:
        if on_duty is not None:
            take_duty(session, actor=me, on_duty=on_duty)
        return {"changed": choose_notifications(session, actor=me, wishes=wishes)}

    submit(keep)
    flash(gettext("Pilihan tersimpan."), "success")
    return redirect(url_for(".choices"), 303)


def _changed_boxes() -> dict[str, bool]:
    """The boxes that are ticked otherwise than the page drew them; `was` names those that it drew ticked."""
    shown, form = request.form.getlist("shown"), request.form
    was = set(form["was"].split()) if "was" in form else {name for name in shown if name not in form}
    return {name: name in form for name in shown if (name in form) != (name in was)}


def _offered(user: User) -> list[Channel]:
    """Telegram only to who linked it, pushes where we have keys; a missing address is said in the page."""
    absent = set() if reaches_on_telegram(user) else {Channel.TELEGRAM}
    if not _settings().vapid_private_key:
        absent.add(Channel.PUSH)
    return [channel for channel in CHOOSABLE if channel not in absent]


def _mark(browser: PushSubscription) -> str:
    """Lets the browser recognise itself without the page naming its secret address."""
    return hashlib.sha256(browser.endpoint.encode()).hexdigest()[:16]


def _settings() -> Settings:
    return current_app.config["SETTINGS"]
