"""Reading what is sent: JSON that is JSON, a query that is known, fields that are refused by name."""

import json
from collections.abc import Callable
from typing import Any

from flask import request
from marshmallow import Schema, ValidationError
from werkzeug.exceptions import RequestEntityTooLarge

from app.api.errors import BadFields, Unreadable, WrongMediaType

DEEPEST = 40
MOST_BYTES = 1024 * 1024  # an article has a tenth of it; twelve megabytes of brackets unfold to half a gigabyte
FORM = "multipart/form-data"


def load(schema: type[Schema], location: str) -> Any:
    """What was sent in `location` (query, json or form), read by this schema. Raises BadFields."""
    try:
        return schema().load(_SENT[location]())
    except ValidationError as error:
        found: dict[str, list[str]] = {}
        _flatten("", error.messages, found)
        raise BadFields(found) from None


def _sent_json() -> Any:
    raw = request.get_data()
    if not raw:
        return {}
    if not request.is_json:
        raise WrongMediaType
    return parse_json(raw)


def _sent_form() -> dict[str, str]:
    _require_form()
    return request.form.to_dict()


def _sent_query() -> dict[str, str]:
    return request.args.to_dict()


_SENT: dict[str, Callable[[], Any]] = {"query": _sent_query, "json": _sent_json, "form": _sent_form}


def parse_json(raw: bytes) -> Any:
    """Raises Unreadable for what is no JSON: NaN, endless numbers and nesting, names with half a character included."""
    if len(raw) > MOST_BYTES:
        raise RequestEntityTooLarge
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


def all_files(name: str) -> list[Any]:
    """The uploads of this field, as often as it was sent."""
    _require_form()
    return request.files.getlist(name)


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
