"""Many technicians who are late at once make one message for each of the duty desk, not one for each of them."""

from datetime import timedelta

from sqlalchemy import select

from app.jobs.outbox.fan_out import fan_out_due
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage
from app.models.visits.fieldwork import EmergencyAlert
from app.models.visits.visit import VisitStatus
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_visit
from workflows.fieldwork import continue_without, raise_no_show_alerts, repeat_alerts, wait_for_technician


def late_people(session, count):
    start = NOW - timedelta(minutes=30)
    visit = make_visit(session, quota=count, planned_start=start, status=VisitStatus.OPEN)
    for number in range(count):
        make_assignment(session, visit, make_technician(session, f"Teknisi {number}"), claimed_at=start)
    session.flush()


def kinds(session):
    return list(session.scalars(select(OutboxMessage.kind).where(OutboxMessage.kind.startswith("alert."))))


def test_a_few_are_told_one_by_one_with_their_decisions(session):
    make_company(session)
    late_people(session, 5)
    assert raise_no_show_alerts(session, now=NOW) == 5
    assert kinds(session) == ["alert.raised"] * 5


def test_many_are_one_list_without_those_that_were_settled_meanwhile(app, session):
    make_company(session)
    desk = [
        make_cs(session, name, telegram_chat_id=number, telegram_verified_at=NOW)
        for number, name in enumerate(("Dewi", "Rina"), 100)
    ]
    late_people(session, 26)
    assert raise_no_show_alerts(session, now=NOW) == 26
    assert kinds(session) == ["alert.many_raised"]
    settled = session.scalars(select(EmergencyAlert).order_by(EmergencyAlert.id)).first()
    continue_without(session, alert_id=settled.id, actor=desk[0], now=NOW)
    for message in session.scalars(select(OutboxMessage)):
        message.due_at = NOW - timedelta(days=400)
    session.commit()
    with app.app_context():
        fan_out_due()
    sent = select(Delivery).where(Delivery.kind == "alert.many_raised", Delivery.channel == Channel.TELEGRAM)
    deliveries = list(session.scalars(sent))
    assert len(deliveries) == len(desk)
    assert "25 teknisi" in deliveries[0].body
    assert "dan 5 lagi" in deliveries[0].body
    assert settled.assignment.technician.name + " ·" not in deliveries[0].body


def test_many_that_were_left_to_wait_are_one_list_again(session):
    make_company(session)
    dewi = make_cs(session)
    late_people(session, 6)
    raise_no_show_alerts(session, now=NOW)
    for alert in session.scalars(select(EmergencyAlert)).all():
        wait_for_technician(session, alert_id=alert.id, actor=dewi, now=NOW, minutes=5)
    assert repeat_alerts(session, now=NOW + timedelta(minutes=5)) == 6
    assert kinds(session) == ["alert.many_raised"] * 2
    newest = session.scalars(select(OutboxMessage).order_by(OutboxMessage.id.desc())).first()
    assert newest.payload["again"] is True
