"""Telegram's updates to our bot."""

import structlog
from flask import abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.http.auth.access import public
from app.models.messaging.inbox import Provider
from app.web.webhooks.blueprint import as_json, blueprint, raw_body
from integrations.shapes import storable
from integrations.telegram.webhook import (
    ButtonPressed,
    Event,
    MembershipChanged,
    StartCommand,
    TextMessage,
    parse,
    secret_is_valid,
)
from workflows.inbox import receive_event

HEADER = "X-Telegram-Bot-Api-Secret-Token"
log = structlog.get_logger()


@blueprint.post("/telegram")
@public(keyed_by="Telegram's secret header")
def telegram() -> ResponseReturnValue:
    """Keep one update."""
    if not secret_is_valid(request.headers.get(HEADER), current_app.config["SETTINGS"].telegram_webhook_secret or ""):
        log.warning("webhook.refused", provider="telegram")
        abort(403)
    update = as_json(raw_body())
    event = parse(update)
    kept = storable(update)
    kind, summary = _kind(event)
    fresh = unit_of_work(
        lambda session: receive_event(
            session,
            provider=Provider.TELEGRAM,
            unique_key=event.unique_key,
            kind=kind,
            raw=kept if isinstance(kept, dict) else {"value": kept},
            summary=summary,
            now=utc_now(),
        )
    )
    return jsonify(ok=True, fresh=fresh)


def _kind(event: Event) -> tuple[str, str]:
    """The receiver's name for it, and what a person reads in the list (never the token)."""
    if isinstance(event, StartCommand):
        return "start", f"{event.first_name or event.from_id}: /start"
    if isinstance(event, ButtonPressed):
        return "button", f"{event.from_id}: {event.data}"
    if isinstance(event, TextMessage):
        return "text", f"{event.first_name or event.from_id}: {event.text}"
    if isinstance(event, MembershipChanged):
        return "membership", f"{event.user_id}: {'kicked' if event.blocked else 'member'}"
    return "other", ""
