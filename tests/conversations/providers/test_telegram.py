"""Technicians and the bot."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import User
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.visits.assignment import Assignment, ClaimSource
from tests.conversations.conftest import Talk
from tests.factories import make_company, make_technician, make_visit
from tests.standins import TelegramStandIn, payloads
from workflows.accounts.users import new_telegram_link

CHAT = 1111111


def _said(telegram: TelegramStandIn) -> list[str]:
    return [entry["body"]["text"] for entry in telegram.received]


def _linked(session: Session, **given: object) -> User:
    return make_technician(session, telegram_chat_id=CHAT, telegram_verified_at=utc_now(), **given)


def test_pressing_start_links_the_chat_once(talk: Talk, telegram: TelegramStandIn, session: Session) -> None:
    budi = make_technician(session)
    token = new_telegram_link(session, user=budi, actor=budi, now=utc_now())
    assert talk.telegram(payloads.telegram_start(token)).status_code == 200
    talk.settle()
    session.expire_all()
    assert budi.telegram_chat_id == CHAT
    assert budi.telegram_verified_at
    assert "Budi" in _said(telegram)[0]
    talk.telegram(payloads.telegram_start(token, chat_id=2222222))
    talk.settle()
    session.expire_all()
    assert budi.telegram_chat_id == CHAT
    assert "kedaluwarsa" in _said(telegram)[1]
    assert token not in str(session.scalars(select(InboxEvent.raw)).all()[0])


def test_a_link_older_than_a_quarter_of_an_hour_is_dead(
    talk: Talk, telegram: TelegramStandIn, session: Session
) -> None:
    budi = make_technician(session)
    token = new_telegram_link(session, user=budi, actor=budi, now=utc_now() - timedelta(minutes=16))
    talk.telegram(payloads.telegram_start(token))
    talk.settle()
    session.expire_all()
    assert budi.telegram_chat_id is None


def test_the_button_claims_a_place_and_is_answered(talk: Talk, telegram: TelegramStandIn, session: Session) -> None:
    make_company(session)
    budi = _linked(session)
    start = datetime.now(UTC) + timedelta(days=1)
    visit = make_visit(session, planned_start=start)
    session.commit()
    update = payloads.telegram_callback(f"claim:{visit.id}")
    for _ in range(5):
        assert talk.telegram(update).status_code == 200
    talk.settle()
    place = session.scalars(select(Assignment)).one()
    assert place.technician_id == budi.id
    assert place.source == ClaimSource.TELEGRAM
    answers = [entry for entry in telegram.received if entry["method"] == "answerCallbackQuery"]
    assert [answer["body"]["text"] for answer in answers] == ["Job ini milik Anda. Selamat bekerja!"]


def test_a_visitor_is_told_to_link_first(talk: Talk, telegram: TelegramStandIn, session: Session) -> None:
    visit = make_visit(session)
    session.commit()
    talk.telegram(payloads.telegram_callback(f"claim:{visit.id}", from_id=666))
    talk.settle()
    assert "Tautkan dulu" in _said(telegram)[0]
    assert not session.scalars(select(Assignment)).all()


@pytest.mark.parametrize(
    "pressed", ["claim:", "claim:٣", "claim:99999999999999999999", "claim:-1", "nothing:1", ":", "x"]
)
def test_forged_buttons_are_answered_too(talk: Talk, telegram: TelegramStandIn, session: Session, pressed: str) -> None:
    _linked(session)
    session.commit()
    talk.telegram(payloads.telegram_callback(pressed))
    talk.settle()
    assert len(_said(telegram)) == 1


def test_a_button_pressed_by_an_inactive_user_does_nothing(
    talk: Talk, telegram: TelegramStandIn, session: Session
) -> None:
    _linked(session, status="INACTIVE")
    visit = make_visit(session)
    session.commit()
    talk.telegram(payloads.telegram_callback(f"claim:{visit.id}"))
    talk.settle()
    assert not session.scalars(select(Assignment)).all()


def test_blocking_the_bot_is_noted_and_undone(talk: Talk, session: Session) -> None:
    budi = _linked(session)
    session.commit()
    talk.telegram(payloads.telegram_membership(blocked=True))
    talk.settle()
    session.expire_all()
    assert budi.telegram_blocked_at
    talk.telegram(payloads.telegram_membership(blocked=False))
    talk.settle()
    session.expire_all()
    assert budi.telegram_blocked_at is None


def test_a_group_is_kept_and_ignored(talk: Talk, telegram: TelegramStandIn, session: Session) -> None:
    talk.telegram(payloads.telegram_text("halo", chat_type="group"))
    talk.settle()
    assert session.scalars(select(InboxEvent.status)).one() == InboxStatus.IGNORED
    assert not telegram.received


@pytest.mark.parametrize("secret", ["wrong", "", "ünïcode"])
def test_a_wrong_secret_is_refused(talk: Talk, session: Session, secret: str) -> None:
    answer = talk.app.test_client().post(
        "/webhooks/telegram",
        data=b"{}",
        headers={"X-Telegram-Bot-Api-Secret-Token": secret.encode("latin-1").decode("latin-1")},
    )
    assert answer.status_code == 403
    assert not session.scalars(select(InboxEvent)).all()
