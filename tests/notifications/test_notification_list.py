"""A message to a person with an account is put among their notifications, once, whatever happens."""

from collections.abc import Callable

from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.outbox.sending.lease import _PUT, write_notifications
from app.models.accounts.user import User
from app.models.messaging.notification import Notification, NotificationChoice, Topic
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from tests.factories import make_cs
from tests.notifications.conftest import told, want_person


def channels(session: Session, user: User) -> set[Channel]:
    return set(session.scalars(select(Delivery.channel).where(Delivery.user_id == user.id)))


def test_a_notification_holds_title_words_and_own_path(session: Session, carry: Callable[[], None]) -> None:
    dewi = make_cs(session)
    want_person(session)
    carry()
    (notice,) = told(session, dewi)
    assert notice.title == "Bu Tini menunggu CS"
    assert notice.body == "Minta bicara dengan CS.\nHalo"
    assert notice.link
    assert notice.link.startswith("/admin/contacts/details/?id=")
    assert notice.read_at is None
    delivery = session.get_one(Delivery, notice.delivery_id)
    assert (delivery.status, delivery.tries) == (DeliveryStatus.DELIVERED, 1)


def test_it_is_never_a_sandbox_and_goes_beside_the_mail(session: Session, carry: Callable[[], None]) -> None:
    dewi = make_cs(session)
    want_person(session)
    carry()
    stands = dict(session.execute(select(Delivery.channel, Delivery.status)).all())  # type: ignore[arg-type]
    assert stands == {Channel.IN_APP: DeliveryStatus.DELIVERED, Channel.EMAIL: DeliveryStatus.SANDBOX}
    assert len(told(session, dewi)) == 1


def test_a_message_queued_again_is_not_doubled(app: Flask, session: Session, carry: Callable[[], None]) -> None:
    make_cs(session)
    want_person(session)
    carry()
    delivery = session.scalars(select(Delivery).where(Delivery.channel == Channel.IN_APP)).one()
    delivery.status = DeliveryStatus.QUEUED
    session.commit()
    with app.app_context():
        assert write_notifications() == 1
        assert write_notifications() == 0
    assert session.scalar(select(func.count(Notification.id))) == 1


def test_a_crash_between_addressing_and_delivering_loses_nothing(
    app: Flask, session: Session, carry: Callable[[], None]
) -> None:
    dewi = make_cs(session)
    want_person(session)
    session.commit()
    with app.app_context():
        fan_out_due()
    assert told(session, dewi) == []
    carry()
    assert len(told(session, dewi)) == 1


def test_who_turned_the_topic_off_is_spared(session: Session, carry: Callable[[], None]) -> None:
    dewi, tini = make_cs(session), make_cs(session, "Tini")
    for channel in (Channel.IN_APP, Channel.EMAIL):
        session.add(NotificationChoice(user_id=dewi.id, topic=Topic.CUSTOMERS, channel=channel, wanted=False))
    want_person(session)
    carry()
    assert channels(session, dewi) == set()
    assert channels(session, tini) == {Channel.IN_APP, Channel.EMAIL}


def test_staff_with_telegram_get_it_there_and_by_mail_only_if_they_ask(
    session: Session, carry: Callable[[], None]
) -> None:
    dewi, tini = make_cs(session, telegram_chat_id=11), make_cs(session, "Tini", telegram_chat_id=12)
    session.add(NotificationChoice(user_id=tini.id, topic=Topic.CUSTOMERS, channel=Channel.EMAIL, wanted=True))
    want_person(session)
    carry()
    assert channels(session, dewi) == {Channel.IN_APP, Channel.TELEGRAM}
    assert channels(session, tini) == {Channel.IN_APP, Channel.TELEGRAM, Channel.EMAIL}


def test_two_relays_at_once_put_it_there_once(committed_app: Flask, open_session: Callable[[], Session]) -> None:
    """Hand-interleaved: the second finds the row locked and passes it by, and later finds nothing left to do."""
    with open_session() as session:
        make_cs(session)
        want_person(session)
        session.commit()
        with committed_app.app_context():
            fan_out_due()
        session.execute(_PUT, {"now": utc_now(), "size": 10})
        with committed_app.app_context():
            assert write_notifications() == 0
        session.commit()
        with committed_app.app_context():
            assert write_notifications() == 0
        assert session.scalar(select(func.count(Notification.id))) == 1
