"""The JSON object of a request that a page's script sends."""

from typing import Any

from flask import request


def sent_object() -> dict[str, Any]:
    """The body as an object; empty for any other JSON and for none, however deep."""
    try:
        body = request.get_json(silent=True)
    except RecursionError:
        body = None
    return body if isinstance(body, dict) else {}
