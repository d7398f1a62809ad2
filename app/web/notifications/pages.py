"""The list among the notifications, for everybody with an account."""

from flask import Response, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.core.clock import utc_now
from app.core.db import db, transaction
from app.core.i18n import gettext
from app.http.auth.access import may_enter
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.http.pages.notification_count import written
from app.http.security.safe_redirects import own_path
from app.models.accounts.user import EVERYONE
from app.models.messaging.notification import Notification
from app.web.notifications.blueprint import blueprint
from workflows.notifications import (
    count_unread,
    find_beside,
    list_notifications,
    read_all_notifications,
    read_notification,
    unread_notification,
)

SHOWN = 20
LARGEST_ID = 2**63 - 1
ONE = "/notifications/<int(max=9223372036854775807):notification_id>"


@blueprint.get("/notifications")
@may_enter(*EVERYONE)
def show() -> ResponseReturnValue:
    """Newest first, by keyset: `before` is the id of the last one on the page before."""
    before = request.args.get("before", type=int)
    unread = request.args.get("state") == "unread"
    found = list_notifications(
        db.session(),
        user_id=current_user.id,
        before=min(before, LARGEST_ID) if before else None,
        unread=unread,
        limit=SHOWN + 1,
    )
    page, rest = found[:SHOWN], found[SHOWN:]
    state = "unread" if unread else None
    older = url_for(".show", before=page[-1].id, state=state) if rest else None
    first = url_for(".show", state=state) if before else None
    return render_template("notifications/list.html", notices=page, unread=unread, older_url=older, first_url=first)


@blueprint.get("/notifications/bell")
@may_enter(*EVERYONE)
def unread_count() -> ResponseReturnValue:
    """The number alone, asked for every few seconds; 304 while it stays."""
    number = written(count_unread(db.session(), user_id=current_user.id))
    tag = f"{current_user.id}-{number}"
    answer: Response = (
        make_response("", 304) if request.if_none_match.contains(tag) else make_response({"count": number})
    )
    answer.set_etag(tag)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


@blueprint.get(f"{ONE}/open")
@may_enter(*EVERYONE)
def open_one(notification_id: int) -> ResponseReturnValue:
    """Mark the notification as read and redirect to its page."""
    with transaction() as session:
        notice = read_notification(session, notification_id=notification_id, actor=signed_in_user(), now=utc_now())
    return redirect(_target(notice), 303)


@blueprint.get("/notifications/from/<int(max=9223372036854775807):delivery_id>")
@may_enter(*EVERYONE)
def open_from(delivery_id: int) -> ResponseReturnValue:
    """Where a push leads: the same as its notification; to the list when there is none."""
    with transaction() as session:
        notice = find_beside(session, user_id=current_user.id, delivery_id=delivery_id)
        if notice is not None:
            read_notification(session, notification_id=notice.id, actor=signed_in_user(), now=utc_now())
    return redirect(_target(notice) if notice else url_for(".show"), 303)


@blueprint.post(f"{ONE}/read")
@may_enter(*EVERYONE)
def read(notification_id: int) -> ResponseReturnValue:
    submit(
        lambda session: {
            "id": read_notification(session, notification_id=notification_id, actor=signed_in_user(), now=utc_now()).id
        }
    )
    return _back()


@blueprint.post(f"{ONE}/unread")
@may_enter(*EVERYONE)
def unread(notification_id: int) -> ResponseReturnValue:
    submit(
        lambda session: {"id": unread_notification(session, notification_id=notification_id, actor=signed_in_user()).id}
    )
    return _back()


@blueprint.post("/notifications/read-all")
@may_enter(*EVERYONE)
def read_all() -> ResponseReturnValue:
    until = request.form.get("until", type=int) or 0
    submit(
        lambda session: {
            "count": read_all_notifications(
                session, actor=signed_in_user(), until=min(until, LARGEST_ID), now=utc_now()
            )
        }
    )
    flash(gettext("Semua ditandai sudah dibaca."), "success")
    return _back()


def _target(notice: Notification) -> str:
    return own_path(notice.link or "") or url_for(".show")


def _back() -> ResponseReturnValue:
    return redirect(own_path(request.form.get("back", "")) or url_for(".show"), 303)
