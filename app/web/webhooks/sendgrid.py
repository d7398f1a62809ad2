"""What became of our e-mail, told by SendGrid's event webhook."""

import structlog
from flask import abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.http.auth.access import public
from app.models.messaging.inbox import Provider
from app.web.webhooks.blueprint import as_json, blueprint, raw_body
from integrations.sendgrid.webhook import SIGNATURE, TIMESTAMP, MailEvent, parse, signature_is_valid
from integrations.shapes import storable
from workflows.inbox import receive_event

log = structlog.get_logger()


@blueprint.post("/sendgrid")
@public(keyed_by="SendGrid's signature")
def sendgrid() -> ResponseReturnValue:
    """Keep every event of a batch, or none."""
    raw = raw_body()
    key = current_app.config["SETTINGS"].sendgrid_webhook_key or ""
    signed = request.headers.get(SIGNATURE), request.headers.get(TIMESTAMP)
    if not signature_is_valid(raw, *signed, key, now=utc_now()):
        log.warning("webhook.refused", provider="sendgrid")
        abort(403)
    # In one order always, so that two batches at once cannot wait for each other.
    events = sorted(parse(as_json(raw)), key=lambda event: event.unique_key)
    fresh = unit_of_work(lambda session: sum(_keep(session, event) for event in events))
    return jsonify(ok=True, fresh=fresh)


def _keep(session: Session, event: MailEvent) -> bool:
    return receive_event(
        session,
        provider=Provider.SENDGRID,
        unique_key=event.unique_key,
        kind="mail" if event.status else "other",
        raw=storable(event.raw),
        summary=f"{event.kind} {event.detail}".strip(),
        now=utc_now(),
    )
