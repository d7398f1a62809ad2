"""Which topics a person wants where."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.db import db
from app.core.i18n import gettext
from app.gate.entry import may_enter
from app.gate.submission import submit
from app.models.notification import ESSENTIAL, TOPIC_LABELS, topics_for
from app.models.outbox import Channel
from app.models.user import EVERYONE, User
from app.presenters.letters import CHANNEL_LABELS
from app.web.notices.door import blueprint
from workflows.notices import CHOOSABLE, choose_notifications, list_wishes


@blueprint.get("/notifications/choices")
@may_enter(*EVERYONE)
def choices() -> ResponseReturnValue:
    return render_template(
        "notices/choices.html",
        wishes=list_wishes(db.session(), user=current_user),
        channels=_offered(current_user),
        channel_labels=CHANNEL_LABELS,
        topic_labels=TOPIC_LABELS,
        essential=ESSENTIAL,
    )


@blueprint.post("/notifications/choices")
@may_enter(*EVERYONE)
def choose() -> ResponseReturnValue:
    """A box that is not ticked is a no, for every box the page showed."""
    me: User = current_user._get_current_object()  # noqa: SLF001
    shown = set(request.form.getlist("shown"))
    wishes = {
        topic: {
            channel: f"{topic}.{channel}" in request.form for channel in _offered(me) if f"{topic}.{channel}" in shown
        }
        for topic in topics_for(me.role)
    }
    submit(lambda session: {"changed": choose_notifications(session, actor=me, wishes=wishes)})
    flash(gettext("Pilihan tersimpan."), "success")
    return redirect(url_for(".choices"), 303)


def _offered(user: User) -> list[Channel]:
    """Telegram only to who linked it; an address that is missing is said in the page."""
    absent = set() if user.telegram_chat_id else {Channel.TELEGRAM}
    return [channel for channel in CHOOSABLE if channel not in absent]
