"""No more e-mail of one kind, by the link in it: works without a login, and by one click of a mail program."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from app.core.db import db, unit_of_work
from app.http.auth.access import public
from app.http.pages.links.unsubscribe import read_old_stop, read_stop
from app.http.security.headers import csrf
from app.models.accounts.user import User
from app.models.messaging.notification import ESSENTIAL, TOPIC_LABELS, Topic
from app.web.notifications.blueprint import blueprint
from workflows.notifications import stop_mails


@blueprint.get("/u/<token>")
@blueprint.get("/unsubscribe/<token>")
@public(keyed_by="the signed token of an e-mail")
def ask_to_stop(token: str) -> ResponseReturnValue:
    """Only asks: mail scanners follow every link."""
    _, topic = _found(token)
    return render_template("notifications/unsubscribe.html", topic=TOPIC_LABELS[topic], token=token, done=False)


@blueprint.post("/u/<token>")
@blueprint.post("/unsubscribe/<token>")
@csrf.exempt
@public(keyed_by="the signed token of an e-mail")
def stop(token: str) -> ResponseReturnValue:
    """One-click (RFC 8058): no cookie, no log-in, any form encoding, answered by 200 and never by a redirect.

    The token alone is the right to do just this.
    """
    user_id, topic = _found(token)
    unit_of_work(lambda session: stop_mails(session, user_id=user_id, topic=topic))
    return render_template("notifications/unsubscribe.html", topic=TOPIC_LABELS[topic], token=token, done=True)


def _found(token: str) -> tuple[int, Topic]:
    known = read_stop(token) or read_old_stop(token)
    if known is None or known[1] in ESSENTIAL or db.session.get(User, known[0]) is None:
        abort(404)
    return known
