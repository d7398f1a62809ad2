"""Messages on the way to an account. They hold a mark; the secret is derived from the nonce as they leave."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.crypto.derived_secrets import MARK, Sealed
from app.http.security.secret_keys import derivation_key
from app.jobs.outbox.messages.message import MessageBuilder, OutgoingMessage, to_customer
from app.models.accounts.member import AccountClaim, EmailChange, Signup
from app.models.accounts.user import User
from app.models.company import Company
from app.models.customers.customer import Customer
from app.models.messaging.outbox import Channel, OutboxMessage
from workflows.accounts.members import CODE_DIGITS, write_code, write_confirmation, write_email_link


def signed_up(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To the address that was typed in; nobody is a user yet."""
    signup = session.get(Signup, message.payload["signup_id"])
    if signup is None or signup.confirmed_at is not None:
        return
    facts = {"company": session.get(Company, 1)}  # not the name: anybody could write a third person through it
    where = {"address": signup.email, "locale": signup.locale}
    if signup.is_known:
        yield _mail("member.already", facts, where, link="/login")
        return
    nonce = write_confirmation(session, signup_id=signup.id, key=_key(), now=utc_now())
    if nonce is not None:
        yield _mail(message.kind, facts, {**where, "sealed": _link(nonce)}, link=f"/signup/confirm/{MARK}")


def email_changing(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To the new address, whoever has it."""
    change = session.get(EmailChange, message.payload["change_id"])
    if change is None or change.withdrawn_at or change.confirmed_at:
        return
    facts = {"name": change.user.name, "email": change.email, "company": session.get(Company, 1)}
    where = {"address": change.email, "locale": change.user.locale}
    if change.is_known:
        yield _mail("member.already", facts, where, link="/login")
        return
    nonce = write_email_link(session, change_id=change.id, key=_key(), now=utc_now())
    if nonce is not None:
        yield _mail(message.kind, facts, {**where, "sealed": _link(nonce)}, link=f"/profile/email/{MARK}")


def email_changed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    user = session.get_one(User, message.payload["user_id"])
    facts = {"name": user.name, "company": session.get(Company, 1)}
    yield _mail(message.kind, facts, {"address": message.payload["former"], "locale": user.locale})


def code_asked(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    """To the customer's WhatsApp: the code, or that there is an account already."""
    claim = session.get(AccountClaim, message.payload["claim_id"])
    if claim is None or claim.customer is None:
        return
    facts = {"customer": claim.customer, "company": session.get(Company, 1)}
    if claim.is_known:
        yield to_customer(claim.customer, "member.claimed_already", facts, link="/login", urgent=True)
        return
    nonce = write_code(session, claim_id=claim.id, key=_key(), now=utc_now())
    if nonce is not None:
        sealed = {"use": "code", "digits": CODE_DIGITS, "nonce": nonce}
        yield to_customer(claim.customer, message.kind, {**facts, "code": MARK}, extra={"sealed": sealed}, urgent=True)


def customer_claimed(session: Session, message: OutboxMessage) -> Iterable[OutgoingMessage]:
    customer = session.get_one(Customer, message.payload["customer_id"])
    facts = {
        "customer": customer,
        "user": session.get_one(User, message.payload["user_id"]),
        "company": session.get(Company, 1),
    }
    yield to_customer(customer, message.kind, facts)


def _mail(
    template: str, facts: dict[str, object], extra: dict[str, Any], *, link: str | None = None
) -> OutgoingMessage:
    return OutgoingMessage(channel=Channel.EMAIL, template=template, facts=facts, extra=extra, link=link, urgent=True)


def _link(nonce: str) -> Sealed:
    return {"use": "link", "nonce": nonce}


def _key() -> str:
    return derivation_key()


MESSAGE_BUILDERS: dict[str, MessageBuilder] = {
    "member.signed_up": signed_up,
    "member.email_changing": email_changing,
    "member.email_changed": email_changed,
    "member.code_asked": code_asked,
    "member.customer_claimed": customer_claimed,
}
