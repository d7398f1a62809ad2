"""The blueprint of the chat: JSON of our own scripts, keyed by a secret that only the visitor's browser has.

No cookie says who writes in a chat, so no other site's form can; whatever writes is JSON, which a form cannot send.
"""

import re
from typing import Any

from flask import Blueprint, request
from werkzeug.exceptions import BadRequest, Unauthorized, UnsupportedMediaType

from app.core.clock import utc_now
from app.core.db import db
from app.http.forms.json_body import read_json
from app.http.security.headers import csrf
from app.models.chat.chat import Chat
from integrations.shapes import clean
from workflows.chat import find_chat

blueprint = Blueprint("chat_pages", __name__, url_prefix="/chat")
csrf.exempt(blueprint)

TOKEN_HEADER = "X-Chat-Token"  # noqa: S105  a header's name
STARTED_IN_AN_HOUR = 30  # from one address; an office shares it
WRITTEN_IN_AN_HOUR = 400  # in one chat
_TOKEN = re.compile(r"[A-Za-z0-9_-]{32,64}")
_CLIENT_ID = re.compile(r"[A-Za-z0-9-]{8,36}")


def sent_token() -> str:
    token = request.headers.get(TOKEN_HEADER, "")
    if not _TOKEN.fullmatch(token):
        raise Unauthorized
    return token


def asked_chat() -> Chat:
    chat = find_chat(db.session(), token=sent_token(), now=utc_now())
    if chat is None:
        raise Unauthorized
    return chat


def sent_json() -> dict[str, Any]:
    """The body's object. Only JSON: another site's page would have to ask us first."""
    if not request.is_json:
        raise UnsupportedMediaType
    sent = read_json()
    if not isinstance(sent, dict):
        raise BadRequest
    return sent


def text_of(sent: dict[str, Any], name: str, most: int) -> str:
    value = sent.get(name, "")
    if not isinstance(value, str):
        raise BadRequest
    return clean(value)[:most]


def client_id_of(sent: dict[str, Any]) -> str:
    """Made by the browser for each message."""
    value = text_of(sent, "client_id", 40)
    if not _CLIENT_ID.fullmatch(value):
        raise BadRequest
    return value
