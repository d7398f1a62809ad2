"""Mail to the support desk, brought by a provider's inbound parse or a mail server of ours."""

import hmac
import json

import structlog
from flask import abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from app.http.auth.access import public
from app.http.files.store_mail import store_mail
from app.web.webhooks.blueprint import blueprint
from integrations.support_mail.incoming import MOST_BYTES

FORM_MARGIN = 1024 * 1024  # bytes of a form beside the mail itself
log = structlog.get_logger()


@blueprint.post("/mail")
@public(keyed_by="a password or bearer token")
def mail() -> ResponseReturnValue:
    """A body of `message/rfc822`, or SendGrid's form with the raw mail in `email` and its `envelope`.

    The same mail to the same recipient is kept once; answered after the commit.
    """
    settings = current_app.config["SETTINGS"]
    if not settings.support_mailbox or not _is_allowed(settings.support_mail_token or ""):
        log.warning("webhook.refused", provider="mail")
        abort(401)
    raw, sender, recipient = _read()
    if not raw:
        abort(400)
    return jsonify(ok=True, fresh=store_mail(raw, recipient=recipient or settings.support_mailbox, sender=sender))


def _is_allowed(token: str) -> bool:
    given = request.authorization
    word = (given.password or given.token or "") if given else ""
    return bool(token) and hmac.compare_digest(word.encode(), token.encode())


def _read() -> tuple[bytes, str | None, str]:
    """The mail's bytes, the envelope's sender (None: not told) and its recipient."""
    request.max_content_length = MOST_BYTES + FORM_MARGIN
    if request.mimetype != "multipart/form-data":
        return request.get_data(cache=True), request.headers.get("X-Envelope-From"), ""
    request.max_form_memory_size = MOST_BYTES + FORM_MARGIN
    upload = request.files.get("email")
    raw = upload.read() if upload else request.form.get("email", "").encode("utf-8", "surrogateescape")
    try:
        envelope = json.loads(request.form.get("envelope", ""))
        return raw, str(envelope["from"]), str(envelope["to"][0])
    except (ValueError, LookupError, TypeError, RecursionError):
        return raw, None, ""
