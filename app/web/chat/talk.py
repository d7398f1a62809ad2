"""What the visitor's script asks: begin, write, news since a cursor, typing, end, go on as a ticket."""

from typing import Any

from flask import Response, jsonify, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import db, transaction, unit_of_work
from app.core.errors import DomainError
from app.core.i18n import N_
from app.core.identifiers import read_id
from app.http.auth.access import public
from app.http.auth.signed_in import find_signed_in_user
from app.http.pages.language import LANGUAGES, choose_locale
from app.http.security.anonymous_rate_limits import allows
from app.models.chat.chat import LONGEST_TEXT, TYPING, Chat, ChatSide, ChatStatus
from app.web.chat.blueprint import (
    STARTED_IN_AN_HOUR,
    WRITTEN_IN_AN_HOUR,
    asked_chat,
    blueprint,
    client_id_of,
    sent_json,
    sent_token,
    text_of,
)
from workflows.chat import (
    Visitor,
    find_chat,
    is_online,
    leave_chat,
    list_messages,
    open_chat,
    see_visitor,
    write_visitor_message,
)
from workflows.support import ensure_ticket_link

SLOW_DOWN = N_("Terlalu banyak pesan. Tunggu sebentar, lalu dikirim lagi sendiri.")


@blueprint.errorhandler(DomainError)
def refuse(refusal: DomainError) -> ResponseReturnValue:
    return jsonify(code=refusal.code, message=str(refusal)), refusal.status


@blueprint.get("/state")
@public()
def state() -> Response:
    """Whether somebody would answer now."""
    return jsonify(online=is_online(db.session(), now=utc_now()))


@blueprint.post("/start")
@public(keyed_by="the chat's secret")
def start() -> ResponseReturnValue:
    sent, token, now = sent_json(), sent_token(), utc_now()
    if find_chat(db.session(), token=token, now=now) is None and not allows("chat-start", most=STARTED_IN_AN_HOUR):
        return jsonify(code="slow_down", message=str(SLOW_DOWN)), 429
    visitor, client_id, text = _visitor(sent), client_id_of(sent), text_of(sent, "text", LONGEST_TEXT + 1)

    def work(session: Session) -> Chat:
        return open_chat(session, token=token, visitor=visitor, client_id=client_id, text=text, now=now)

    return jsonify(_news(unit_of_work(work), 0)), 201


@blueprint.post("/messages")
@public(keyed_by="the chat's secret")
def write() -> ResponseReturnValue:
    """201 for a message that is stored, now or by an earlier try."""
    sent, chat, now = sent_json(), asked_chat(), utc_now()
    if not allows("chat-write", most=WRITTEN_IN_AN_HOUR, who=f"chat:{chat.id}"):
        return jsonify(code="slow_down", message=str(SLOW_DOWN)), 429
    client_id, text = client_id_of(sent), text_of(sent, "text", LONGEST_TEXT + 1)

    def work(session: Session) -> int:
        return write_visitor_message(session, chat_id=chat.id, client_id=client_id, text=text, now=now).id

    return jsonify(id=unit_of_work(work), client_id=client_id), 201


@blueprint.get("/messages")
@public(keyed_by="the chat's secret")
def news() -> ResponseReturnValue:
    """What came after `after`; 304 when nothing has changed."""
    chat, after = asked_chat(), read_id(request.args.get("after", "")) or 0
    with transaction() as session:
        see_visitor(session, chat_id=chat.id, now=utc_now())
    answer = jsonify(_news(chat, after))
    answer.add_etag()
    return answer.make_conditional(request)


@blueprint.post("/typing")
@public(keyed_by="the chat's secret")
def typing() -> ResponseReturnValue:
    sent_json()
    chat = asked_chat()
    with transaction() as session:
        see_visitor(session, chat_id=chat.id, now=utc_now(), typing=True)
    return "", 204


@blueprint.post("/leave")
@public(keyed_by="the chat's secret")
def leave() -> ResponseReturnValue:
    """End it, with name and address when the visitor wants to go on in writing: the transcript becomes a ticket."""
    sent, chat, now = sent_json(), asked_chat(), utc_now()
    name, email = text_of(sent, "name", 120), text_of(sent, "email", 254)

    def work(session: Session) -> Chat:
        return leave_chat(session, chat_id=chat.id, now=now, name=name, email=email)

    if chat.status != ChatStatus.ENDED:
        chat = unit_of_work(work)
    return jsonify(_news(asked_chat(), 0))


def _visitor(sent: dict[str, Any]) -> Visitor:
    """Who they are comes from the session; a frame on another site has none."""
    locale = sent.get("locale")
    return Visitor(
        name=text_of(sent, "name", 120),
        email=text_of(sent, "email", 254),
        topic=text_of(sent, "topic", 60),
        page=text_of(sent, "page", 500),
        locale=locale if locale in LANGUAGES else choose_locale(),
        user=find_signed_in_user(),
    )


def _news(chat: Chat, after: int) -> dict[str, Any]:
    session, now = db.session(), utc_now()
    typing_at = chat.agent_typing_at
    return {
        "status": chat.status,
        "agent": chat.agent.name if chat.agent else None,
        "typing": typing_at is not None and now - typing_at < TYPING,
        "online": chat.status != ChatStatus.WAITING or is_online(session, now=now),
        "waiting_s": 30 * int((now - chat.created_at).total_seconds() // 30) if chat.status == "WAITING" else 0,
        "ticket": _ticket_address(chat),
        "messages": [
            {
                "id": one.id,
                "client_id": one.client_id,
                "ours": one.side != ChatSide.VISITOR,
                "who": one.author.name if one.author else "",
                "text": one.text,
                "at": one.created_at.isoformat(),
            }
            for one in list_messages(session, chat_id=chat.id, after=after)
        ],
    }


def _ticket_address(chat: Chat) -> str | None:
    """The link by which its visitor follows the ticket; the secret of the chat has shown that it is them."""
    if chat.ticket_id is None:
        return None
    with transaction() as session:
        token = ensure_ticket_link(session, ticket_id=chat.ticket_id).token
    return url_for("ticket_page.show", token=token)
