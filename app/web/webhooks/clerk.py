"""Clerk's webhooks about its users."""

import structlog
from flask import abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.http.auth.access import public
from app.models.messaging.inbox import Provider
from app.web.webhooks.blueprint import as_json, blueprint, raw_body
from integrations.clerk.webhook import parse, signature_is_valid
from integrations.shapes import storable
from workflows.inbox import receive_event

log = structlog.get_logger()


@blueprint.post("/clerk")
@public(keyed_by="Clerk's signature")
def clerk() -> ResponseReturnValue:
    """Keep one event."""
    raw, settings = raw_body(), current_app.config["SETTINGS"]
    headers = {name.lower(): value for name, value in request.headers.items()}
    if not settings.clerk_issuer or not signature_is_valid(raw, headers, settings.clerk_webhook_secret or ""):
        log.warning("webhook.refused", provider="clerk")
        abort(403)
    body = as_json(raw)
    event, kept = parse(body, headers["svix-id"]), storable(body)
    fresh = unit_of_work(
        lambda session: receive_event(
            session,
            provider=Provider.CLERK,
            unique_key=event.unique_key,
            kind=event.kind,
            raw=kept if isinstance(kept, dict) else {"value": kept},
            summary=event.subject,
            now=utc_now(),
        )
    )
    return jsonify(ok=True, fresh=fresh)
