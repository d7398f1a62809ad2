"""The blueprint of the webhooks: no CSRF, because no browser and no cookie stands behind them."""

import json
from typing import Any

from flask import Blueprint, abort, request

from app.http.security.headers import csrf

LARGEST_BODY = 3 * 1024 * 1024  # bytes; Meta's batches of 1000 stay under it

blueprint = Blueprint("webhooks", __name__, url_prefix="/webhooks")
csrf.exempt(blueprint)


def raw_body() -> bytes:
    """The bytes exactly as sent, which is what signatures are made of; 413 when there are too many."""
    request.max_content_length = LARGEST_BODY
    raw = request.get_data(cache=True)
    if request.content_length is None and len(raw) >= LARGEST_BODY:
        abort(413)  # a chunked body is cut off at the limit without a word
    return raw


def as_json(raw: bytes) -> Any:
    """The body as JSON, or 400."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        abort(400)
