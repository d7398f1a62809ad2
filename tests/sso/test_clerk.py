"""Clerk's users: logged in by its signed token, kept in step by its signed webhooks."""

import json
import time
from datetime import UTC, datetime
from typing import Any

import jwt
import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from standardwebhooks import Webhook

from app.jobs.inbox.apply import apply_inbox
from app.models.accounts.sso import Identity
from app.models.accounts.user import Role, User
from app.models.messaging.inbox import InboxEvent, InboxStatus
from tests.factories import make_cs, make_user
from tests.sso.conftest import SECRET
from tests.standins.identity import IdentityStandIn


def tell(client: FlaskClient, kind: str, data: dict[str, Any], *, key: str = "msg_1", at: int = 0, **spoil: Any) -> Any:
    """A webhook as Svix sends it; `spoil` replaces headers."""
    body = json.dumps({"type": kind, "object": "event", "timestamp": at or int(time.time() * 1000), "data": data})
    now = datetime.now(UTC)
    headers = {
        "svix-id": key,
        "svix-timestamp": str(int(now.timestamp())),
        "svix-signature": Webhook(SECRET).sign(key, now, body),
    }
    return client.post("/webhooks/clerk", data=body, headers={**headers, **spoil})


def user(
    first: str = "Budi", email: str = "budi@contoh.id", *, verified: bool = True, at: int = 1000
) -> dict[str, Any]:
    address = {
        "id": "idn_1",
        "email_address": email,
        "verification": {"status": "verified" if verified else "unverified"},
    }
    return {
        "id": "user_1",
        "first_name": first,
        "last_name": "S",
        "email_addresses": [address],
        "primary_email_address_id": "idn_1",
        "updated_at": at,
    }


def apply(app: Flask, session: Session) -> list[str]:
    session.commit()
    with app.app_context():
        apply_inbox()
    session.expire_all()
    return [event.status for event in session.scalars(select(InboxEvent).order_by(InboxEvent.id))]


def test_a_new_user_there_is_a_member_here_and_logged_in_by_the_token(
    sso: Flask, session: Session, visitor: FlaskClient, provider: IdentityStandIn
) -> None:
    assert tell(visitor, "user.created", user()).status_code == 200
    assert apply(sso, session) == [InboxStatus.APPLIED]
    budi = session.scalars(select(User)).one()
    assert (budi.name, budi.email, budi.role) == ("Budi S", "budi@contoh.id", Role.MEMBER)
    visitor.set_cookie("__session", provider.clerk_token())
    assert visitor.get("/portal/").status_code == 200
    assert session.scalars(select(User)).all() == [budi]


def test_the_same_news_again_and_older_news_change_nothing(sso: Flask, session: Session, visitor: FlaskClient) -> None:
    tell(visitor, "user.updated", user("Budiman", at=5000), key="msg_2")
    tell(visitor, "user.created", user("Budi", at=1000), key="msg_1")
    tell(visitor, "user.created", user("Budi", at=1000), key="msg_1")
    assert apply(sso, session) == [InboxStatus.APPLIED, InboxStatus.IGNORED]
    assert session.scalars(select(User)).one().name == "Budiman S"


def test_who_leaves_there_is_logged_out_here(
    sso: Flask, session: Session, visitor: FlaskClient, provider: IdentityStandIn
) -> None:
    visitor.set_cookie("__session", provider.clerk_token())
    assert visitor.get("/portal/").status_code == 200
    visitor.delete_cookie("__session")
    tell(visitor, "session.ended", {"id": "sess_1", "user_id": "user_1"}, key="msg_9")
    apply(sso, session)
    assert visitor.get("/portal/").status_code == 302
    tell(visitor, "user.deleted", {"id": "user_1", "deleted": True}, key="msg_10")
    apply(sso, session)
    assert session.scalars(select(Identity)).all() == []


def test_an_address_there_never_opens_an_account_here(sso: Flask, session: Session, visitor: FlaskClient) -> None:
    make_user(session, "Budi", Role.ADMIN, email="budi@contoh.id")
    tell(visitor, "user.created", user())
    assert apply(sso, session) == [InboxStatus.IGNORED]
    assert session.scalars(select(Identity)).all() == []


def test_an_unproved_address_is_not_taken_over(sso: Flask, session: Session, visitor: FlaskClient) -> None:
    tell(visitor, "user.created", user(verified=False))
    apply(sso, session)
    assert session.scalars(select(User)).one().email is None


def test_staff_do_not_come_in_by_a_cookie_alone(
    sso: Flask, session: Session, visitor: FlaskClient, provider: IdentityStandIn
) -> None:
    dewi = make_cs(session)
    session.add(Identity(user_id=dewi.id, issuer=provider.url, subject="user_1"))
    session.commit()
    visitor.set_cookie("__session", provider.clerk_token())
    visitor.get("/feedback")
    assert visitor.get("/admin/").status_code == 302


@pytest.mark.parametrize(
    "claims",
    [{"exp": 1}, {"iss": "https://evil.example"}, {"azp": "https://evil.example"}, {"sts": "pending"}, {"nbf": 9**10}],
    ids=["expired", "issuer", "party", "pending", "not yet"],
)
def test_a_token_that_is_not_ours_or_not_now_opens_nothing(
    session: Session, visitor: FlaskClient, provider: IdentityStandIn, claims: dict[str, Any]
) -> None:
    visitor.set_cookie("__session", provider.clerk_token(**claims))
    assert visitor.get("/portal/").status_code == 302
    assert session.scalars(select(User)).all() == []


@pytest.mark.parametrize("forged", ["none", "hmac", "nonsense"])
def test_a_forged_token_opens_nothing(
    session: Session, visitor: FlaskClient, provider: IdentityStandIn, forged: str
) -> None:
    claims = {"iss": provider.url, "sub": "user_1", "sid": "s", "nbf": 1, "exp": int(time.time()) + 60}
    token = {
        "none": lambda: jwt.encode(claims, "", algorithm="none", headers={"kid": "key-1"}),
        "hmac": lambda: jwt.encode(claims, "x" * 64, algorithm="HS256", headers={"kid": "key-1"}),
        "nonsense": lambda: "a.b.c",
    }[forged]()
    answer = visitor.post("/login/clerk", headers={"Authorization": f"Bearer {token}"})
    assert answer.status_code in {400, 422}
    visitor.set_cookie("__session", token)
    assert visitor.get("/portal/").status_code == 302


@pytest.mark.parametrize(
    "spoil",
    [{"svix-signature": "v1,AAAA"}, {"svix-id": "another"}, {"svix-timestamp": "1"}, {"svix-signature": "é"}],
    ids=["signature", "id", "old", "not ascii"],
)
def test_a_forged_webhook_is_refused(session: Session, visitor: FlaskClient, spoil: dict[str, str]) -> None:
    assert tell(visitor, "user.created", user(), **spoil).status_code == 403
    assert session.scalars(select(InboxEvent)).all() == []
