"""Meta's webhook of our WhatsApp number."""

import structlog
from flask import abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.http.auth.access import public
from app.models.messaging.inbox import Provider
from app.web.webhooks.blueprint import as_json, blueprint, raw_body
from app.web.webhooks.meta_challenge import answer_challenge
from integrations.whatsapp.single_event import write_single
from integrations.whatsapp.webhook import (
    AccountChanged,
    Event,
    IdentityChange,
    InboundMessage,
    StatusUpdate,
    TemplateChanged,
    parse,
    signature_is_valid,
)
from workflows.inbox import receive_event

log = structlog.get_logger()


@blueprint.get("/whatsapp")
@public(keyed_by="Meta's verify token")
def whatsapp_challenge() -> ResponseReturnValue:
    """Prove to Meta that this address is ours."""
    return answer_challenge(current_app.config["SETTINGS"].wa_verify_token)


@blueprint.post("/whatsapp")
@public(keyed_by="Meta's signature")
def whatsapp() -> ResponseReturnValue:
    """Keep every event of a batch, or none: Meta sends again what we did not answer with 200."""
    settings = current_app.config["SETTINGS"]
    raw = raw_body()
    if not signature_is_valid(raw, request.headers.get("X-Hub-Signature-256"), settings.wa_app_secret or ""):
        log.warning("webhook.refused", provider="whatsapp")
        abort(403)
    # In their order: two messages of one person are read as they were written. Of two batches that wait for each other
    # one is run again.
    events = parse(as_json(raw), settings.wa_phone_number_id)
    fresh = unit_of_work(lambda session: sum(_keep(session, event) for event in events))
    return jsonify(ok=True, fresh=fresh)


def _keep(session: Session, event: Event) -> bool:
    kind, summary = _kind(event)
    return receive_event(
        session,
        provider=Provider.WHATSAPP,
        unique_key=event.unique_key,
        kind=kind,
        raw=write_single(event),
        summary=summary,
        now=utc_now(),
    )


def _kind(event: Event) -> tuple[str, str]:
    """The receiver's name for it, and what a person reads in the list."""
    if isinstance(event, InboundMessage):
        who = event.profile_name or event.from_wa_id or event.from_user_id or "?"
        return "message", f"{who}: {event.text or f'[{event.kind}]'}"
    if isinstance(event, StatusUpdate):
        return "status", f"{event.status} {event.error_code or ''}".strip()
    if isinstance(event, IdentityChange):
        return "identity", f"{event.old_wa_id or event.old_user_id} → {event.new_wa_id or event.new_user_id}"
    if isinstance(event, TemplateChanged):
        return "template", f"{event.name}: {event.status}"
    if isinstance(event, AccountChanged):
        return "account", event.happening
    return "other", event.field_name or ""
