"""The JSON object of a request that a page's script sends."""

from typing import Any

from flask import request
from werkzeug.exceptions import BadRequest, RequestEntityTooLarge, UnsupportedMediaType

MOST_BYTES = 128 * 1024  # of a page's script; twelve megabytes of brackets would unfold to half a gigabyte


def sent_object() -> dict[str, Any]:
    """The body as an object; empty for any other JSON and for none, however deep."""
    try:
        body = read_json()
    except (BadRequest, UnsupportedMediaType):
        body = None
    return body if isinstance(body, dict) else {}


def read_json() -> Any:
    """The body of a request that says it is JSON; 400 for what is none, 413 for more than a script of ours sends."""
    if len(request.get_data()) > MOST_BYTES:
        raise RequestEntityTooLarge
    try:
        return request.get_json()
    except RecursionError:
        raise BadRequest from None
