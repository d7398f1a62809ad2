"""Midtrans's notifications of payments."""

import structlog
from flask import abort, current_app, jsonify
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.http.auth.access import public
from app.models.messaging.inbox import Provider
from app.web.webhooks.blueprint import as_json, blueprint, raw_body
from integrations.midtrans.webhook import PaymentNotification, parse, signature_is_valid
from integrations.shapes import storable
from workflows.inbox import receive_event

log = structlog.get_logger()


@blueprint.post("/midtrans")
@public(keyed_by="Midtrans's signature")
def midtrans() -> ResponseReturnValue:
    """Keep one notification."""
    notification = as_json(raw_body())
    if not signature_is_valid(notification, current_app.config["SETTINGS"].midtrans_server_key or ""):
        log.warning("webhook.refused", provider="midtrans")
        abort(403)
    event = parse(notification)
    kept = storable(notification)
    known = isinstance(event, PaymentNotification)
    summary = f"{event.order_id}: {event.transaction_status} {event.gross_amount}" if known else ""
    fresh = unit_of_work(
        lambda session: receive_event(
            session,
            provider=Provider.MIDTRANS,
            unique_key=event.unique_key,
            kind="payment" if known else "other",
            raw=kept if isinstance(kept, dict) else {"value": kept},
            summary=summary,
            now=utc_now(),
        )
    )
    return jsonify(ok=True, fresh=fresh)
