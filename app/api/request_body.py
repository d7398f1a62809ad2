"""Reading what is sent: JSON that is JSON, a query that is known, fields that are refused by name."""

import json
from typing import Any

from flask import request
from marshmallow import ValidationError
from webargs.flaskparser import FlaskParser

from app.api.errors import BadFields, Unreadable, WrongMediaType

DEEPEST = 40
FORM = "multipart/form-data"


class Parser(FlaskParser):
    """Schemas say themselves what is unknown; whatever is wrong becomes a refusal of ours."""

    DEFAULT_UNKNOWN_BY_LOCATION: dict[str, str | None] = {}  # noqa: RUF012  webargs' own attribute

    def load_json(self, req: Any, schema: Any) -> Any:  # noqa: ARG002  webargs' signature
        raw = req.get_data()
        if not raw:
            return {}
        if not req.is_json:
            raise WrongMediaType
        return parse_json(raw)

    def load_form(self, req: Any, schema: Any) -> Any:
        _require_form()
        return super().load_form(req, schema)

    def handle_error(self, error: ValidationError, *_args: Any, **_named: Any) -> Any:
        found: dict[str, list[str]] = {}
        for messages in error.messages_dict.values():
            _flatten("", messages, found)
        raise BadFields(found)


def parse_json(raw: bytes) -> Any:
    """Raises Unreadable for what is no JSON: NaN, endless numbers and nesting, names with half a character included."""
    try:
        body = json.loads(raw.decode(), parse_constant=_refuse_constant, object_pairs_hook=_readable)
    except (ValueError, RecursionError):
        raise Unreadable from None
    if _depth(body) > DEEPEST:
        raise Unreadable
    return body


def one_file(name: str) -> Any:
    """The upload of this field, or None."""
    _require_form()
    return request.files.get(name)


def _require_form() -> None:
    if request.mimetype != FORM:
        raise WrongMediaType


def _readable(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A name is said again in the refusal: one that no encoding can write (a lone surrogate) is refused here."""
    for name, _value in pairs:
        name.encode()
    return dict(pairs)


def _refuse_constant(name: str) -> Any:
    raise ValueError(name)


def _depth(body: Any) -> int:
    """How deep the nesting goes, without recursion."""
    level, deep = [body], 0
    while level and deep <= DEEPEST:
        deep += 1
        level = [
            inner
            for one in level
            if isinstance(one, dict | list)
            for inner in (one.values() if isinstance(one, dict) else one)
        ]
    return deep


def _flatten(path: str, messages: Any, found: dict[str, list[str]]) -> None:
    if isinstance(messages, dict):
        for name, inner in messages.items():
            plain = "" if name == "_schema" else str(name)
            _flatten(".".join(part for part in (path, plain) if part), inner, found)
        return
    each = messages if isinstance(messages, list | tuple) else [messages]
    for one in each:
        if isinstance(one, dict):
            _flatten(path, one, found)
        else:
            found.setdefault(path or "body", []).append(str(one))
