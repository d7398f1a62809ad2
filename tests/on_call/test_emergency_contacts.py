"""Emergency contacts: dialled by a tap, verified again, printed."""

import io
from datetime import timedelta

import pytest
from pypdf import PdfReader
from sqlalchemy import select

from app.jobs.documents.emergency_card import draw_emergency_card
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role
from app.models.messaging.outbox import Delivery, OutboxMessage
from app.models.on_call.schedule import EmergencyContact
from tests.factories import NOW, make_company, make_user
from tests.support.logins import log_in
from workflows.on_call import remind_of_contacts, verify_contact

DAY = timedelta(days=1)


@pytest.fixture
def dimas(session):
    make_company(session)
    contact = EmergencyContact(
        name="Dimas Saputra", duty="Infrastruktur", phone_e164="+628119000101", verified_at=NOW, created_at=NOW
    )
    session.add(contact)
    session.commit()
    return contact


@pytest.fixture
def operator(client, session):
    person = make_user(session, "Rani", Role.DEVOPS)
    session.commit()
    log_in(client, person)
    return person


def reminders(session):
    return len(session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "on_call.contacts_due")).all())


@pytest.mark.parametrize(("after", "due"), [(90 * DAY - timedelta(seconds=1), 0), (90 * DAY, 1), (400 * DAY, 1)])
def test_contact_is_due_ninety_days_after_it_was_verified(session, dimas, after, due):
    assert remind_of_contacts(session, now=NOW + after) == due
    assert reminders(session) == due


def test_reminder_comes_once_a_week_until_somebody_has_called(app, session, dimas, operator):
    for day in (90, 91, 96, 97):
        remind_of_contacts(session, now=NOW + day * DAY)
    assert reminders(session) == 2
    verify_contact(session, contact_id=dimas.id, actor=operator, now=NOW + 98 * DAY)
    assert remind_of_contacts(session, now=NOW + 110 * DAY) == 0
    due = select(OutboxMessage).where(OutboxMessage.kind == "on_call.contacts_due").order_by(OutboxMessage.id)
    first = session.scalars(due).first()
    first.due_at = NOW
    session.commit()
    with app.app_context():
        fan_out_due()
    told = session.scalars(select(Delivery).where(Delivery.kind == "on_call.contacts_due")).all()
    assert {one.user_id for one in told} == {operator.id}
    assert any("+628119000101" in one.body for one in told)


def test_list_calls_and_writes_by_a_tap_and_says_what_is_old(client, session, dimas, operator):
    page = client.get("/admin/emergency-contacts/").get_data(as_text=True)
    assert 'href="tel:+628119000101"' in page
    assert 'href="https://wa.me/628119000101"' in page
    assert "Pastikan lagi" not in page
    dimas.verified_at = NOW - 90 * DAY
    session.commit()
    assert "Pastikan lagi" in client.get("/admin/emergency-contacts/").get_data(as_text=True)


def test_card_is_a_pdf_of_the_list_as_it_is_now(app, client, session, dimas, operator):
    assert client.get("/admin/emergency-contacts/card").status_code == 302
    with app.app_context():
        draw_emergency_card()
    answer = client.get("/admin/emergency-contacts/card")
    words = "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.data)).pages)
    assert all(one in words for one in ("KONTAK DARURAT", "Dimas Saputra", "+628119000101"))
    dimas.phone_e164 = "+628119000199"
    session.commit()
    assert client.get("/admin/emergency-contacts/card").status_code == 302, "not with the old number"
    with app.app_context():
        draw_emergency_card()
    assert client.get("/admin/emergency-contacts/card").status_code == 200
