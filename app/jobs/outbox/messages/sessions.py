"""Letters to people about their own accounts."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy.orm import Session

from app.core.derived_secrets import MARK
from app.jobs.outbox.messages.message import Addresser, OutgoingMessage, to_member
from app.models.accounts.sessions import PasswordReset, ResetChannel, UserSession
from app.models.accounts.user import User
from app.models.messaging.outbox import Channel, OutboxMessage

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
    """The secret itself is put in as the letter leaves."""
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


def factor_changed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    yield from _to_owner(session, message, {"what": message.payload["what"]})


def _to_owner(session: Session, message: OutboxMessage, facts: dict[str, object]) -> Iterable[OutgoingMessage]:
    user = session.get(User, message.payload["user_id"])
    if user is not None:
        yield from to_member(session, user, message.kind, facts, link=ACCOUNT)


ADDRESSERS: dict[str, Addresser] = {
    "account.factor_changed": factor_changed,
    "account.locked": locked,
    "account.new_device": new_device,
    "account.password_changed": password_changed,
    "account.reset_asked": reset_asked,
}
