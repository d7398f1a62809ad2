"""Who is told what about a visit, in which words."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.fan_out import fan_out_due
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus
from app.models.visits.assignment import QueueEntry, QueueStatus
from tests.factories import NOW, make_assignment, make_cs, make_customer, make_site, make_technician, make_visit
from workflows.outbox_events import Event, emit
from workflows.visits import cancel_visit, offer_free_places
from workflows.visits.events import VisitCancelled, VisitClaimed, VisitFilled, VisitOpened, VisitRescheduled


@pytest.fixture
def deliveries(app: Flask, session: Session):
    def addressed(*messages: Event) -> list[Delivery]:
        for message in messages:
            emit(session, message, now=NOW - timedelta(days=400))
        session.commit()
        with app.app_context():
            while fan_out_due():
                pass
        session.expire_all()
        outside = select(Delivery).where(Delivery.channel != Channel.IN_APP)
        return list(session.scalars(outside.order_by(Delivery.id)))

    return addressed


def visit_in_bandung(session: Session, **given):
    agus = make_customer(session, "Pak Agus")
    site = make_site(session, agus, landmark="Seberang masjid")
    return make_visit(session, customer=agus, site=site, problem="AC <bocor> & berisik", **given)


def test_an_open_visit_reaches_everyone_eligible_on_the_channel_they_have(deliveries, session: Session) -> None:
    make_technician(session, "Budi", telegram_chat_id=11)
    make_technician(session, "Sari")
    make_technician(session, "Nonaktif", status="INACTIVE")
    visit = visit_in_bandung(session)
    by_telegram, by_email = deliveries(VisitOpened(visit_id=visit.id, round=0))
    assert by_telegram.channel == Channel.TELEGRAM
    assert by_telegram.payload["buttons"][0][0]["callback"] == f"claim:{visit.id}"
    assert "AC &lt;bocor&gt; &amp; berisik" in by_telegram.body
    assert "Seberang masjid" in by_telegram.body
    assert "2 dari 2" in by_telegram.body
    assert by_email.channel == Channel.EMAIL
    assert by_email.body.endswith(f"/technician/pool/{visit.id}")
    assert "AC <bocor> & berisik" in by_email.body


def test_an_emergency_says_so(deliveries, session: Session) -> None:
    make_technician(session, "Budi", telegram_chat_id=11)
    visit = visit_in_bandung(session)
    assert "DARURAT" in deliveries(VisitOpened(visit_id=visit.id, round=0, emergency=True))[0].body


def test_a_visit_that_filled_up_meanwhile_is_not_announced(deliveries, session: Session) -> None:
    make_technician(session, "Sari")
    visit = visit_in_bandung(session, quota=1)
    make_assignment(session, visit, make_technician(session, "Budi"))
    assert deliveries(VisitOpened(visit_id=visit.id, round=0)) == []


def test_a_full_visit_tells_winner_and_customer_and_takes_the_buttons_away(deliveries, session: Session) -> None:
    budi = make_technician(session, "Budi", telegram_chat_id=11)
    make_technician(session, "Sari", telegram_chat_id=12)
    visit = visit_in_bandung(session, quota=1)
    for number, delivery in enumerate(deliveries(VisitOpened(visit_id=visit.id, round=0)), 70):
        delivery.status, delivery.provider_id = DeliveryStatus.SENT, str(number)
    make_assignment(session, visit, budi)
    first_edit, second_edit, winner, customer = deliveries(VisitFilled(visit_id=visit.id, technician_id=budi.id))
    assert winner.user_id == budi.id
    assert "milik Anda" in winner.body
    assert customer.channel == Channel.WHATSAPP
    assert f"*{visit.number}*" in customer.body
    assert "Teknisi: Budi" in customer.body
    assert "Min, 22 Nov 2026 09.00 WIB" in customer.body
    assert (first_edit.payload["edit_message_id"], second_edit.payload["edit_message_id"]) == (70, 71)
    assert "mendapat job ini" in first_edit.body
    assert "sudah penuh" in second_edit.body


def test_who_wins_a_place_that_is_not_the_last_is_told_alone(deliveries, session: Session) -> None:
    budi = make_technician(session, "Budi")
    visit = visit_in_bandung(session)
    make_assignment(session, visit, budi)
    (delivery,) = deliveries(VisitClaimed(visit_id=visit.id, technician_id=budi.id))
    assert delivery.subject == f"Job {visit.number} milik Anda"


def test_a_new_time_is_told_to_team_and_customer(deliveries, session: Session) -> None:
    visit = visit_in_bandung(session)
    make_assignment(session, visit, make_technician(session, "Budi", telegram_chat_id=11))
    make_assignment(session, visit, make_technician(session, "Sari"))
    told = deliveries(VisitRescheduled(visit_id=visit.id, reason="Hujan deras"))
    assert [delivery.channel for delivery in told] == [Channel.TELEGRAM, Channel.EMAIL, Channel.WHATSAPP]
    assert all("Hujan deras" in delivery.body for delivery in told)


def test_a_cancelled_draft_is_not_told_to_the_customer(deliveries, session: Session) -> None:
    visit = visit_in_bandung(session, status="DRAFT")
    cancel_visit(session, visit_id=visit.id, actor=make_cs(session), reason="Salah ketik", now=NOW)
    assert deliveries() == []


def test_a_cancelled_visit_is_told_to_whoever_held_a_place_and_to_the_customer(deliveries, session: Session) -> None:
    visit = visit_in_bandung(session, opened_at=NOW)
    budi = make_technician(session, "Budi", telegram_chat_id=11)
    told = deliveries(VisitCancelled(visit_id=visit.id, reason="Toko tutup", technician_ids=(budi.id,)))
    assert [delivery.channel for delivery in told] == [Channel.TELEGRAM, Channel.WHATSAPP]
    assert all("Toko tutup" in delivery.body for delivery in told)


def test_who_is_next_in_line_is_offered_the_place_until_a_time(deliveries, session: Session) -> None:
    sari = make_technician(session, "Sari", telegram_chat_id=12)
    visit = visit_in_bandung(session, quota=1)
    session.add(QueueEntry(visit_id=visit.id, technician_id=sari.id, position=1, status=QueueStatus.WAITING))
    session.flush()
    offer_free_places(session, visit_id=visit.id, now=NOW)
    (delivery,) = deliveries()
    assert "untuk Anda sampai 10.10 WIB" in delivery.body
    assert delivery.payload["buttons"][0][0]["callback"] == f"claim:{visit.id}"
