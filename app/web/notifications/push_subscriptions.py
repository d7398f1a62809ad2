"""Browsers that take pushes: the worker that shows them, agreeing to them and ending them."""

from flask import Response, abort, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.core.i18n import N_, gettext
from app.http.auth.access import may_enter, public
from app.http.auth.sessions import current_login
from app.http.auth.signed_in import signed_in_user
from app.http.forms.submission import submit
from app.models.accounts.user import EVERYONE, User
from app.settings import Settings
from app.web.notifications.blueprint import blueprint
from integrations.webpush.subscription import Subscription, is_sound
from workflows.notifications import end_browser, subscribe_browser


@blueprint.get("/notifications/sw.js")
@public()
def service_worker() -> Response:
    """Served below /notifications/, so that it rules no page of anybody's, least of all the technicians' own."""
    answer = make_response(render_template("notifications/sw.js"))
    answer.headers["Content-Type"] = "text/javascript; charset=utf-8"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@blueprint.post("/notifications/browsers")
@may_enter(*EVERYONE)
def subscribe() -> ResponseReturnValue:
    """What the browser's push service gave, in a form that browsers.js has filled in."""
    settings: Settings = current_app.config["SETTINGS"]
    if not settings.vapid_private_key:
        abort(404)
    given = Subscription(*(request.form.get(name, "") for name in ("endpoint", "p256dh", "auth")))
    if not is_sound(given, settings.push_hosts.split()):
        raise Invalid(N_("Peramban ini memberi alamat yang tidak dikenal, jadi notifikasinya tidak dapat diaktifkan."))
    me: User = signed_in_user()
    this = current_login()
    device = request.form.get("device", "")[:120] or gettext("Peramban")
    submit(
        lambda session: {
            "id": subscribe_browser(
                session,
                actor=me,
                endpoint=given.endpoint,
                p256dh=given.p256dh,
                auth=given.auth,
                device=device,
                session_id=this.id if this else None,
            ).id
        }
    )
    flash(gettext("Notifikasi aktif di perangkat ini."), "success")
    return redirect(url_for(".choices"), 303)


@blueprint.post("/notifications/browsers/<int(max=9223372036854775807):subscription_id>/end")
@may_enter(*EVERYONE)
def end(subscription_id: int) -> ResponseReturnValue:
    me: User = signed_in_user()
    submit(lambda session: {"id": end_browser(session, actor=me, subscription_id=subscription_id, now=utc_now()).id})
    flash(gettext("Notifikasi di perangkat itu dimatikan."), "success")
    return redirect(url_for(".choices"), 303)
