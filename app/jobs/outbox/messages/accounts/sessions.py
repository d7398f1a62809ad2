"""Messages to people about their own accounts."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.crypto.derived_secrets import MARK
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_member
from app.models.accounts.sessions import PasswordReset, ResetChannel, UserSession
from app.models.accounts.user import ROLE_LABELS, Role, User
from app.models.messaging.outbox import Channel, OutboxMessage
from workflows.authentication.sessions import Change

ACCOUNT = "/account"


def locked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    facts = {"until": datetime.fromisoformat(message.payload["until"]), "address": message.payload["address"]}
    yield from _to_owner(session, message, facts)


def new_device(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    begun = session.get(UserSession, message.payload["session_id"])
    if begun is not None:
        yield from _to_owner(session, message, {"login": begun})


def password_changed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    facts = {"by_reset": message.payload["by_reset"], "by_desk": message.payload["by_desk"]}
    yield from _to_owner(session, message, facts)


def reset_asked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """The secret itself is put in as the message leaves."""
    asked = session.get(PasswordReset, message.payload["reset_id"])
    if asked is None or asked.user is None:
        return
    by_mail = asked.channel == ResetChannel.EMAIL
    yield OutgoingMessage(
        channel=Channel.EMAIL if by_mail else Channel.WHATSAPP,
        template=message.kind,
        facts={"name": asked.user.name, "code": MARK},
        user=asked.user,
        link=f"/reset/{MARK}" if by_mail else None,
        extra={"sealed": {"use": "link" if by_mail else "code", "nonce": asked.nonce}},
        urgent=True,
    )


def changed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """E-mail, phone, Telegram, role, tokens: to the owner, and to the chat that was theirs until now."""
    what, detail = message.payload["what"], message.payload["detail"]
    by = session.get(User, message.payload["by_id"]) if message.payload["by_id"] else None
    facts = {"what": what, "by": by, "detail": ROLE_LABELS[Role(detail)] if what == Change.ROLE else detail}
    for delivery in _to_owner(session, message, facts):
        if what != Change.TELEGRAM_LINKED or delivery.channel != Channel.TELEGRAM:  # the bot greets that chat itself
            yield delivery
    if message.payload["former_chat_id"]:
        yield OutgoingMessage(
            channel=Channel.TELEGRAM,
            template=message.kind,
            facts=facts,
            user=session.get(User, message.payload["user_id"]),
            link=ACCOUNT,
            extra={"chat_id": message.payload["former_chat_id"]},
            key="former",
        )


def factor_changed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    yield from _to_owner(session, message, {"what": message.payload["what"]})


def _to_owner(session: Session, message: OutboxMessage, facts: dict[str, object]) -> Iterable[OutgoingMessage]:
    """By what reaches them, always by e-mail too, and to the address the account had when it happened."""
    user = session.get(User, message.payload["user_id"])
    if user is None:
        return
    written = False
    for delivery in to_member(session, user, message.kind, facts, link=ACCOUNT):
        written = written or delivery.channel == Channel.EMAIL
        yield delivery
    if user.email and not written:
        yield OutgoingMessage(channel=Channel.EMAIL, template=message.kind, facts=facts, user=user, link=ACCOUNT)
    former = message.payload.get("email")
    if former and former != user.email:
        address = {"address": former}
        yield OutgoingMessage(
            channel=Channel.EMAIL,
            template=message.kind,
            facts=facts,
            user=user,
            link=ACCOUNT,
            extra=address,
            key="former",
        )


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "account.changed": changed,
    "account.factor_changed": factor_changed,
    "account.locked": locked,
    "account.new_device": new_device,
    "account.password_changed": password_changed,
    "account.reset_asked": reset_asked,
}
