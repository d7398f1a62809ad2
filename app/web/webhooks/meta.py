"""Meta's webhook of our Facebook page and Instagram account."""

import structlog
from flask import abort, current_app, jsonify, request
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.http.auth.access import public
from app.models.messaging.inbox import Provider
from app.web.webhooks.blueprint import as_json, blueprint, raw_body
from app.web.webhooks.meta_challenge import answer_challenge
from integrations.social.meta import parse_meta
from integrations.whatsapp.webhook import signature_is_valid
from workflows.inbox import receive_event

log = structlog.get_logger()


@blueprint.get("/meta")
@public(keyed_by="Meta's verify token")
def meta_challenge() -> ResponseReturnValue:
    """Prove to Meta that this address is ours."""
    return answer_challenge(current_app.config["SETTINGS"].meta_verify_token)


@blueprint.post("/meta")
@public(keyed_by="Meta's signature")
def meta() -> ResponseReturnValue:
    """Keep every event of a batch, or none: Meta sends again what we did not answer with 200."""
    raw = raw_body()
    secret = current_app.config["SETTINGS"].meta_app_secret or ""
    if not signature_is_valid(raw, request.headers.get("X-Hub-Signature-256"), secret):
        log.warning("webhook.refused", provider="meta")
        abort(403)
    # In their order: two messages of one person are read as they were written. Of two batches that wait for each other
    # one is run again.
    events = parse_meta(as_json(raw))
    fresh = unit_of_work(
        lambda session: sum(
            receive_event(
                session,
                provider=Provider.META,
                unique_key=key,
                kind="post" if post else "other",
                raw=envelope,
                summary=f"{post.author}: {post.text}" if post else "",
                now=utc_now(),
            )
            for key, post, envelope in events
        )
    )
    return jsonify(ok=True, fresh=fresh)
