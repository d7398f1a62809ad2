"""What needs somebody of CS reaches those on duty, and what every visit brings is no e-mail unless it is wanted."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import UserStatus
from app.models.messaging.notification import NotificationChoice, Topic
from app.models.messaging.outbox import Channel, Delivery
from tests.factories import NOW, make_admin, make_company, make_cs, make_technician, make_visit
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.fieldwork.events import VisitFinished
from workflows.notifications import list_duty_desk, take_duty
from workflows.outbox_events import emit


def names(session: Session) -> list[str]:
    return [person.name for person in list_duty_desk(session)]


def test_everybody_of_cs_is_on_duty_until_they_say_otherwise(session: Session) -> None:
    make_admin(session)
    assert names(session) == ["Ani"]
    for name in ("Dewi", "Wulan", "Yuni"):
        make_cs(session, name)
    make_cs(session, "Gone", status=UserStatus.INACTIVE)
    assert names(session) == ["Dewi", "Wulan", "Yuni"]


def test_those_on_duty_stand_for_the_rest_and_nobody_is_missing(session: Session) -> None:
    dewi, wulan = make_cs(session, "Dewi"), make_cs(session, "Wulan")
    take_duty(session, actor=dewi, on_duty=False)
    assert names(session) == ["Wulan"]
    take_duty(session, actor=wulan, on_duty=False)
    assert names(session) == ["Dewi", "Wulan"], "somebody must be told"


def test_only_the_desk_takes_duty(session: Session) -> None:
    with pytest.raises(NotAllowed):
        take_duty(session, actor=make_technician(session), on_duty=False)


def test_duty_is_chosen_beside_the_topics(client: FlaskClient, session: Session) -> None:
    dewi, budi = make_cs(session), make_technician(session)
    log_in(client, dewi)
    assert 'name="on_duty"' in client.get("/notifications/choices").text
    post(client, "/notifications/choices", {"shown": "on_duty"})
    assert dewi.on_duty is False
    post(client, "/notifications/choices", {"shown": "on_duty", "on_duty": "1"})
    assert dewi.on_duty is True
    log_in(client, budi)
    assert 'name="on_duty"' not in client.get("/notifications/choices").text


@pytest.mark.parametrize(("wants_mail", "channels"), [(False, {"IN_APP"}), (True, {"IN_APP", "EMAIL"})])
def test_a_finished_visit_makes_one_row_for_each_on_duty_and_an_e_mail_only_by_choice(
    app: Flask, session: Session, *, wants_mail: bool, channels: set[str]
) -> None:
    make_company(session)
    dewi = make_cs(session, "Dewi")
    make_cs(session, "Wulan", on_duty=False)
    if wants_mail:
        session.add(NotificationChoice(user_id=dewi.id, topic=Topic.DESK, channel=Channel.EMAIL, wanted=True))
    emit(session, VisitFinished(visit_id=make_visit(session).id), now=NOW)
    session.commit()
    with app.app_context():
        fan_out_due()
    written = session.execute(select(Delivery.user_id, Delivery.channel)).all()
    assert {(row.user_id, row.channel) for row in written} == {(dewi.id, channel) for channel in channels}
