"""Invitations to the 0-10 survey by link: few are invited, rarely, by the way that reaches them."""

from datetime import timedelta
from importlib import import_module

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.jobs.outbox.delivery_rows import write_deliveries
from app.jobs.outbox.messages import MESSAGE_BUILDERS
from app.models.accounts.user import Role
from app.models.company import Company
from app.models.customers.customer import CustomerStatus
from app.models.messaging.contact import WhatsAppContact, WhatsAppTemplate
from app.models.messaging.notification import topic_of
from app.models.messaging.outbox import Delivery, DeliveryStatus, OutboxMessage
from app.models.releases.survey import NpsInvitation
from tests.factories import NOW, make_user, make_visit
from tests.releases.survey.conftest import DAY, invited, served
from workflows.notifications import stop_mails
from workflows.releases.events import NpsInvited
from workflows.releases.survey import answer_invitation, answer_nps, invite_to_nps, is_nps_asked


def channels(session: Session) -> list[str]:
    return [str(one) for one in session.scalars(select(NpsInvitation.channel).order_by(NpsInvitation.id))]


@pytest.mark.parametrize(
    ("days", "given", "by"),
    [
        (2.9, {}, []),
        (3, {}, ["WHATSAPP"]),
        (30, {}, ["WHATSAPP"]),
        (30.1, {}, []),
        (5, {"status": CustomerStatus.INACTIVE}, []),
        (5, {"phone_e164": None, "email": "agus@contoh.id"}, ["EMAIL"]),
        (5, {"phone_e164": None, "email": None}, []),
    ],
)
def test_only_customers_who_were_served_lately_are_invited(
    company: Company, session: Session, days: float, given: dict, by: list[str]
) -> None:
    served(session, days=days, **given)
    assert invite_to_nps(session, now=NOW) == len(by)
    assert channels(session) == by


def test_nobody_is_invited_twice_within_90_days_nor_who_answered_in_the_portal(
    company: Company, session: Session
) -> None:
    agus = served(session)
    assert invite_to_nps(session, now=NOW) == 1
    assert invite_to_nps(session, now=NOW + DAY) == 0
    wati = make_user(session, "Wati", Role.MEMBER, created_at=NOW - 70 * DAY, customer_id=agus.id)
    assert not is_nps_asked(session, user=wati, now=NOW + 89 * DAY)
    assert is_nps_asked(session, user=wati, now=NOW + 90 * DAY)
    answer_nps(session, actor=wati, score=9, comment="", now=NOW + 90 * DAY)
    make_visit(session, customer=agus, status="CLOSED", closed_at=NOW + 95 * DAY)
    assert invite_to_nps(session, now=NOW + 100 * DAY) == 0
    make_visit(session, customer=agus, status="CLOSED", closed_at=NOW + 175 * DAY)
    assert invite_to_nps(session, now=NOW + 180 * DAY) == 1


@pytest.mark.parametrize(("daily", "rounds"), [(0, [0, 0]), (1, [1, 0]), (2, [2, 0]), (9, [3, 0])])
def test_the_number_of_a_day_holds_however_often_the_job_runs(
    company: Company, session: Session, daily: int, rounds: list[int]
) -> None:
    company.nps_daily = daily
    for name in ("Agus", "Bayu", "Citra"):
        served(session, name)
    assert [invite_to_nps(session, now=NOW) for _ in rounds] == rounds
    assert invite_to_nps(session, now=NOW + DAY) == max(0, min(daily, 3 - rounds[0]))


def test_who_cannot_be_written_to_without_a_person_gets_an_email_instead(company: Company, session: Session) -> None:
    session.scalars(select(WhatsAppTemplate)).one().active = False
    silent = served(session, "Agus", email="agus@contoh.id")
    wrote = served(session, "Bayu", email="bayu@contoh.id")
    stopped = served(session, "Citra", email="citra@contoh.id")
    for customer, more in (
        (silent, {"last_inbound_at": NOW - DAY}),
        (wrote, {"last_inbound_at": NOW - DAY + timedelta(minutes=1)}),
        (stopped, {"last_inbound_at": NOW, "stopped_at": NOW}),
    ):
        number = customer.phone_e164
        session.add(WhatsAppContact(wa_id=number.lstrip("+"), phone_e164=number, customer_id=customer.id, **more))
    session.flush()
    assert invite_to_nps(session, now=NOW) == 3
    assert channels(session) == ["EMAIL", "WHATSAPP", "EMAIL"]


def test_members_without_a_customer_are_invited_by_proved_addresses(company: Company, session: Session) -> None:
    known = {"created_at": NOW - 30 * DAY, "last_login_at": NOW - DAY, "email_verified_at": NOW - 30 * DAY}
    wati = make_user(session, "Wati", Role.MEMBER, email="wati@contoh.id", **known)
    make_user(session, "Rudi", Role.MEMBER, email="rudi@contoh.id", **{**known, "email_verified_at": None})
    make_user(session, "Sinta", Role.MEMBER, email="sinta@contoh.id", **{**known, "last_login_at": NOW - 91 * DAY})
    make_user(session, "Dewi", Role.CS, email="dewi@contoh.id", **known)
    assert invite_to_nps(session, now=NOW) == 1
    assert session.scalars(select(NpsInvitation.user_id)).all() == [wati.id]


def test_members_who_take_no_mails_keep_nobody_else_from_being_invited(
    company: Company, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    company.nps_daily = 1
    monkeypatch.setattr(import_module("workflows.releases.survey.invite_to_nps"), "AT_ONCE", 2)
    known = {"created_at": NOW - 30 * DAY, "last_login_at": NOW - DAY, "email_verified_at": NOW - 30 * DAY}
    members = [make_user(session, name, Role.MEMBER, email=f"{name}@contoh.id", **known) for name in ("a1", "a2", "a3")]
    for one in members[:2]:
        stop_mails(session, user_id=one.id, topic=topic_of(NpsInvited.kind))
    assert invite_to_nps(session, now=NOW) == 1
    assert session.scalars(select(NpsInvitation.user_id)).all() == [members[2].id]


def test_the_message_holds_no_secret_until_it_leaves_and_waits_for_the_morning(
    app: Flask, company: Company, session: Session
) -> None:
    night = NOW.replace(hour=15)  # 22.00 WIB
    served(session)
    served(session, "Citra", phone_e164=None, email="citra@contoh.id")
    assert invite_to_nps(session, now=night) == 2
    events = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "nps.invited")).all()
    assert {one.due_at for one in events} == {night.replace(hour=1) + DAY}
    with app.app_context():
        for event in events:
            write_deliveries(session, [(event, one) for one in MESSAGE_BUILDERS[event.kind](session, event)], NOW)
        by_phone, by_mail = session.scalars(select(Delivery).order_by(Delivery.id)).all()
    assert by_phone.payload["template"]["url_suffix"].endswith("••••••••")
    assert by_mail.address == "citra@contoh.id"
    assert by_mail.payload["stop"]["path"].startswith("/n/")


def test_cs_gets_no_work_from_a_survey_that_cannot_be_sent(app: Flask, company: Company, session: Session) -> None:
    invitation = invited(session)
    session.scalars(select(WhatsAppTemplate)).one().active = False
    event = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "nps.invited")).one()
    with app.app_context():
        write_deliveries(session, [(event, one) for one in MESSAGE_BUILDERS[event.kind](session, event)], NOW)
        delivery = session.scalars(select(Delivery)).one()
        assert (delivery.status, delivery.error_code) == (DeliveryStatus.CANCELLED, "no_template")
        answer_invitation(session, invitation_id=invitation.id, score=9, comment="", now=NOW)
        assert list(MESSAGE_BUILDERS[event.kind](session, event)) == []
