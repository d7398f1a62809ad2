"""Every message of this area can be written on every channel it may take; buttons under an alert decide."""

import pytest
from sqlalchemy import select

from app.core.errors import NotAllowed, NotFound
from app.jobs.outbox.fan_out import fan_out_due
from app.jobs.telegram.callbacks import find_callback
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage, OutboxStatus
from app.models.visits.fieldwork import AlertStatus, EmergencyAlert
from tests.factories import NOW, make_technician
from tests.fieldwork.conftest import stamp
from workflows.fieldwork import (
    approve_extension,
    check_in,
    raise_no_show_alerts,
    reject_extension,
    request_extension,
)
from workflows.fieldwork.events import PlaceClosed, TechnicianReplaced, VisitFinished
from workflows.outbox_events import emit


@pytest.mark.parametrize("chat_id", [None, 777])
def test_every_message_can_be_written(app, scene, session, chat_id):
    people = (scene.budi, scene.sari, scene.dewi)
    for number, person in enumerate(people):
        person.telegram_chat_id = chat_id + number if chat_id else None
        person.telegram_verified_at = NOW
    raise_no_show_alerts(session, now=NOW)
    check_in(session, visit_id=scene.visit.id, technician=scene.budi, stamp=stamp(), now=NOW)
    visit_id = scene.visit.id
    for approve in (False, True):
        asked = request_extension(session, visit_id=visit_id, technician=scene.budi, days=1, reason="Besar", now=NOW)
        if approve:
            approve_extension(
                session, extension_id=asked.id, actor=scene.dewi, now=NOW, leaving_ids=[scene.sari.id], note="Ya"
            )
        else:
            session.commit()
            with app.app_context():
                fan_out_due()
            session.expire_all()
            reject_extension(session, extension_id=asked.id, actor=scene.dewi, now=NOW, note="Besok saja")
    emit(session, TechnicianReplaced(visit_id=visit_id, technician_id=scene.sari.id), now=NOW)
    emit(session, PlaceClosed(visit_id=visit_id, technician_id=scene.sari.id), now=NOW)
    emit(session, VisitFinished(visit_id=visit_id), now=NOW)
    session.commit()
    with app.app_context():
        fan_out_due()
    session.expire_all()
    ours = ("alert.", "extension.", "place.", "technician.", "visit.finished")
    for message in session.scalars(select(OutboxMessage)):
        if message.kind.startswith(ours):
            assert (message.kind, message.status, message.error) == (message.kind, OutboxStatus.ADDRESSED, "")
    deliveries = [one for one in session.scalars(select(Delivery)) if one.kind.startswith(ours)]
    wanted = Channel.TELEGRAM if chat_id else Channel.EMAIL
    assert {one.channel for one in deliveries if one.user_id} == {wanted, Channel.IN_APP}
    assert any(one.channel == Channel.WHATSAPP for one in deliveries)
    assert all(one.body for one in deliveries)


def test_cs_decides_under_the_telegram_message(app, scene, session):
    scene.dewi.telegram_verified_at = NOW
    raise_no_show_alerts(session, now=NOW)
    first, second = session.scalars(select(EmergencyAlert).order_by(EmergencyAlert.id)).all()
    with app.app_context():
        said = find_callback("alert_wait")(session, scene.dewi, str(first.id), NOW)
        assert "15" in str(said)
        find_callback("alert_replace")(session, scene.dewi, str(second.id), NOW)
    session.refresh(first)
    session.refresh(second)
    assert (first.status, second.status) == (AlertStatus.WAITING, AlertStatus.REPLACED)


def test_a_technician_may_not_decide(app, scene, session):
    scene.dewi.telegram_verified_at = NOW
    raise_no_show_alerts(session, now=NOW)
    alert = session.scalars(select(EmergencyAlert).order_by(EmergencyAlert.id)).first()
    with app.app_context(), pytest.raises(NotAllowed):
        find_callback("alert_replace")(session, make_technician(session, telegram_chat_id=5), str(alert.id), NOW)
    with app.app_context(), pytest.raises(NotFound):
        find_callback("alert_replace")(session, scene.dewi, "1; drop table", NOW)
