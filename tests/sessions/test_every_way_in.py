"""Closing an account's ways in closes all of them, whoever does it and for whatever reason."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.models.accounts.api_token import ApiToken, TokenStatus
from app.models.accounts.member import EmailChange
from app.models.accounts.mfa import Authenticator, ChallengeUse
from app.models.accounts.sessions import LoginWay, PasswordReset, ResetChannel, UserSession
from app.models.accounts.user import Role, TelegramLink, User
from app.models.audit.audit_log import AuditEntry
from app.models.messaging.notification import PushSubscription
from app.models.messaging.outbox import OutboxMessage
from tests.factories import NOW, PASSWORD, make_admin, make_sales, make_technician
from tests.support.people import as_drawn, submit
from tests.support.walking.html import parse
from workflows.accounts.members import ask_email_change
from workflows.accounts.users import (
    change_password,
    change_role,
    deactivate_user,
    edit_user,
    log_out_everywhere,
    new_telegram_link,
    reset_password,
)
from workflows.api_tokens import make_token
from workflows.authentication.mfa import (
    enrol_authenticator,
    find_authenticator,
    make_challenge,
    reset_factors,
    take_challenge,
)
from workflows.authentication.sessions import start_session
from workflows.notifications import subscribe_browser

FRESH = "sepeda hijau di kebun"


@pytest.fixture
def rina(session: Session) -> User:
    """With every way in, and everything that can be half open."""
    person = make_sales(session, telegram_chat_id=77)
    facts = {"lasts": timedelta(hours=8), "how": LoginWay.PASSWORD, "now": NOW}
    begun = start_session(session, user=person, token="t" * 40, device_key="own phone", **facts)
    expires = NOW + timedelta(days=30)
    make_token(session, owner=person, name="ERP", scopes=["invoices:read"], expires_at=expires, actor=person, now=NOW)
    keys = {"endpoint": "https://push.contoh.id/1", "p256dh": "p", "auth": "a", "device": "Chrome"}
    subscribe_browser(session, actor=person, session_id=begun.id, **keys)
    new_telegram_link(session, user=person, actor=person, now=NOW)
    enrol_authenticator(session, user=person, now=NOW)
    make_challenge(session, use=ChallengeUse.REGISTER, user_id=person.id, now=NOW)
    ask_email_change(session, user=person, email="baru@contoh.id", now=NOW)
    asked = {"channel": ResetChannel.EMAIL, "nonce": "n", "browser_sha256": "", "expires_at": expires}
    session.add(PasswordReset(user_id=person.id, token_sha256="s", **asked))
    session.flush()
    return person


def _open_ways(session: Session, person: User) -> set[str]:
    session.expire_all()
    ways = {
        "session": select(UserSession).where(UserSession.ended_at.is_(None)),
        "token": select(ApiToken).where(ApiToken.status == TokenStatus.ACTIVE),
        "push": select(PushSubscription).where(PushSubscription.ended_at.is_(None)),
        "telegram link": select(TelegramLink),
        "authenticator": select(Authenticator).where(Authenticator.confirmed_at.is_(None)),
        "e-mail change": select(EmailChange).where(EmailChange.withdrawn_at.is_(None)),
        "reset": select(PasswordReset).where(PasswordReset.used_at.is_(None)),
    }
    found = {name for name, asked in ways.items() if session.scalars(asked).first() is not None}
    return found | ({"telegram"} if person.telegram_verified_at else set())


ENDINGS: dict[str, Any] = {
    "log_out_everywhere": log_out_everywhere,
    "deactivate": deactivate_user,
    "reset_factors": reset_factors,
    "change_role": lambda session, **given: change_role(session, role=Role.MANAGER, **given),
    "reset_password": lambda session, **given: reset_password(session, password=FRESH, **given),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_closes_every_way_in(session: Session, rina: User, ending: str) -> None:
    assert len(_open_ways(session, rina)) == 8
    ENDINGS[ending](session, user_id=rina.id, actor=make_admin(session), now=NOW)
    assert _open_ways(session, rina) == set()
    closed = select(AuditEntry).where(AuditEntry.action == "ways_in_closed")
    assert session.scalars(closed).one().thing_id == rina.id


def test_an_own_new_password_ends_what_is_half_open_and_offers_the_rest(session: Session, rina: User) -> None:
    given = {"user_id": rina.id, "now": NOW}
    change_password(session, current=PASSWORD, fresh=FRESH, **given)
    assert _open_ways(session, rina) == {"token", "push", "telegram"} - {"push"}
    change_password(session, current=FRESH, fresh="sepeda merah di kebun", close_all=True, **given)
    assert _open_ways(session, rina) == set()


def test_a_new_address_ends_a_reset_that_went_to_the_old_one(session: Session, rina: User) -> None:
    facts = {name: getattr(rina, name) for name in ("name", "username", "email", "phone_e164", "telegram_chat_id")}
    edit_user(session, user_id=rina.id, actor=make_admin(session), now=NOW, **{**facts, "email": "lain@contoh.id"})
    assert "reset" not in _open_ways(session, rina)


def test_logging_out_ends_this_browsers_pushes_and_clears_what_it_keeps(client: Any, session: Session) -> None:
    budi = make_technician(session)
    submit(client, "/login", name=budi.username, password=PASSWORD)
    login = session.scalars(select(UserSession)).one()
    keys = {"endpoint": "https://push.contoh.id/1", "p256dh": "p", "auth": "a", "device": "Chrome"}
    mine = subscribe_browser(session, actor=budi, session_id=login.id, **keys)
    other = subscribe_browser(session, actor=budi, **{**keys, "endpoint": "https://push.contoh.id/2"})
    session.commit()
    out = client.post("/logout", data=_form_of(client))
    assert out.headers["Clear-Site-Data"] == '"storage"'
    session.expire_all()
    assert mine.ended_at is not None
    assert other.ended_at is None


def test_logging_out_leaves_unsent_work_on_a_shared_phone(client: Any, session: Session) -> None:
    submit(client, "/login", name=make_technician(session).username, password=PASSWORD)
    client.set_cookie("sigap_waiting", "1")
    assert "Clear-Site-Data" not in client.post("/logout", data=_form_of(client)).headers


def _form_of(client: Any) -> dict[str, str]:
    page = parse(client.get("/account").text)
    return as_drawn(next(form for form in page.iter("form") if form.get("action") == "/logout"))


@pytest.mark.parametrize("after", [timedelta(minutes=14, seconds=59), timedelta(minutes=15)])
def test_a_waiting_authenticator_secret_lives_a_quarter_of_an_hour(session: Session, after: timedelta) -> None:
    budi = make_technician(session)
    enrol_authenticator(session, user=budi, now=NOW)
    waiting = find_authenticator(session, user_id=budi.id, now=NOW + after)
    assert (waiting is not None) == (after < timedelta(minutes=15))


def test_a_challenge_dies_with_the_rest(session: Session, rina: User) -> None:
    challenge = make_challenge(session, use=ChallengeUse.REGISTER, user_id=rina.id, now=NOW)
    log_out_everywhere(session, user_id=rina.id, actor=make_admin(session), now=NOW)
    assert not take_challenge(session, challenge=challenge, use=ChallengeUse.REGISTER, user_id=rina.id, now=NOW)


def test_the_owner_is_told_of_role_and_tokens(session: Session, rina: User) -> None:
    change_role(session, user_id=rina.id, actor=make_admin(session), now=NOW, role=Role.MANAGER)
    told = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "account.changed")).all()
    assert {message.payload["what"] for message in told} >= {"ROLE", "TOKEN_MADE"}
    assert {message.payload["email"] for message in told} == {rina.email}
