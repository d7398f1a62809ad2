"""By which channels a person is called, in which order, and until when."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from app.core.crypto.derived_secrets import MARK, derived_token
from app.core.errors import Invalid, NotAllowed
from app.http.pages.links.call_link import call_link
from app.http.pages.links.call_link import test_call_link as link_of_test
from app.http.security.secret_keys import derivation_key
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role
from app.models.audit.audit_log import AuditEntry
from app.models.incidents.incident import IncidentKind
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Channel, Delivery, OutboxMessage
from app.models.on_call.calling import STANDARD_ORDER, CallTest, ConfirmedBy
from app.models.on_call.escalation import EscalationStatus
from app.models.on_call.schedule import OnCallLayer
from tests.factories import NOW, make_user
from tests.on_call.conftest import wib
from tests.support.logins import log_in
from tests.support.people import submit
from tests.support.walking.posting import post
from workflows.incidents import acknowledge_incident
from workflows.on_call import (
    acknowledge_call,
    choose_ways,
    confirm_test_call,
    find_escalation,
    list_chosen_ways,
    list_ways,
    send_test_call,
)

T, P, W, E = Channel.TELEGRAM, Channel.PUSH, Channel.WHATSAPP, Channel.EMAIL


@pytest.fixture
def rani(night):
    """On call at level 1, reached by Telegram, WhatsApp and e-mail."""
    person = make_user(
        night.session, "Rani", Role.DEVELOPER, telegram_chat_id=78, phone_e164="+6281200000078", email="rani@firma.id"
    )
    night.session.add(
        WhatsAppContact(wa_id="6281200000078", phone_e164="+6281200000078", last_inbound_at=NOW, draft={})
    )
    layer = night.session.scalars(select(OnCallLayer).where(OnCallLayer.level == 1)).one()
    layer.people = [person.id]
    night.session.flush()
    night.people["Rani"] = person
    return person


def calls(night, kind="incident.called"):
    rows = night.session.scalars(select(OutboxMessage).where(OutboxMessage.kind == kind).order_by(OutboxMessage.id))
    return [(one.payload["channel"], one.due_at - NOW) for one in rows]


def minutes(*pairs):
    return [(str(channel), timedelta(minutes=after)) for channel, after in pairs]


def let_come(app, night, after=timedelta(0)):
    """As if this much time had passed for what waits."""
    night.session.execute(update(OutboxMessage).values(due_at=OutboxMessage.due_at - after))
    night.session.commit()
    with app.app_context():
        while fan_out_due():
            pass


def sent(night, name):
    rows = select(Delivery).where(Delivery.user_id == night.people[name].id).order_by(Delivery.id)
    return [str(one.channel) for one in night.session.scalars(rows)]


def test_ways_are_used_in_the_standard_order_with_their_minutes(night, rani):
    night.declare(NOW)
    assert calls(night) == minutes((T, 0), (W, 2), (E, 5))


def test_own_order_counts_and_a_channel_that_is_left_out_is_not_used(night, rani):
    choose_ways(night.session, actor=rani, now=NOW, minutes={E: 4, W: 1})
    night.declare(NOW)
    assert calls(night) == minutes((W, 0), (E, 3))  # the first one at once, the others keep their distance


@pytest.mark.parametrize(
    ("gone", "expected"),
    [
        ({"email": None}, [(T, 0), (W, 2)]),
        ({"phone_e164": None}, [(T, 0), (E, 5)]),
        ({"telegram_chat_id": None}, [(W, 0), (E, 3)]),
        ({"telegram_chat_id": None, "phone_e164": None}, [(E, 0)]),
        ({"telegram_chat_id": None, "phone_e164": None, "email": None}, []),
    ],
)
def test_way_that_does_not_reach_is_passed_over(night, rani, gone, expected):
    for name, value in gone.items():
        setattr(rani, name, value)
    night.session.flush()
    assert list_ways(night.session, rani, now=NOW) == expected


def test_whatsapp_needs_a_message_of_theirs_within_a_day_or_the_template(night, rani):
    assert W in dict(list_ways(night.session, rani, now=NOW + timedelta(hours=23, minutes=59)))
    assert W not in dict(list_ways(night.session, rani, now=NOW + timedelta(hours=24)))


@pytest.mark.parametrize("given", [{}, {T: -1}, {T: 121}])
def test_order_without_a_way_or_with_an_odd_minute_is_refused(night, rani, given):
    with pytest.raises(Invalid):
        choose_ways(night.session, actor=rani, now=NOW, minutes=given)
    assert list_chosen_ways(night.session, rani.id)[0] == (T, 0)


def test_later_ways_come_while_nobody_has_answered(app, night, rani):
    night.declare(NOW)
    let_come(app, night)
    assert sent(night, "Rani") == ["TELEGRAM", "IN_APP"]
    let_come(app, night, timedelta(minutes=2))
    assert sent(night, "Rani") == ["TELEGRAM", "IN_APP", "WHATSAPP"]
    let_come(app, night, timedelta(minutes=3))
    assert sent(night, "Rani") == ["TELEGRAM", "IN_APP", "WHATSAPP", "EMAIL"]


def test_acknowledgement_ends_the_ways_that_are_still_to_come(app, night, rani):
    incident = night.declare(NOW)
    let_come(app, night)
    acknowledge_call(night.session, incident_id=incident.id, actor=rani, now=NOW)
    let_come(app, night, timedelta(minutes=5))
    told = select(Delivery.channel).where(Delivery.kind == "incident.called")
    assert {str(one) for one in night.session.scalars(told)} == {"TELEGRAM", "IN_APP"}


@pytest.mark.parametrize(("answered", "has_button"), [(0, False), (None, True)])
def test_call_that_leaves_after_its_answer_has_no_button_whatever_the_database_says_the_time_is(
    app, night, rani, answered, has_button
):
    incident = night.declare(NOW)
    night.session.execute(update(OutboxMessage).values(created_at=NOW + timedelta(days=1)))
    if answered is not None:
        acknowledge_call(night.session, incident_id=incident.id, actor=rani, now=NOW)
    let_come(app, night)
    told = select(Delivery).where(Delivery.kind == "incident.called", Delivery.channel == T)
    assert bool(night.session.scalars(told).one().payload.get("buttons")) is has_button


@pytest.mark.parametrize(
    ("locale", "kind", "title", "button"),
    [
        ("en", IncidentKind.OPERATIONAL, "Payments fail", "I have it"),
        ("en", IncidentKind.SECURITY, "Restricted incident", "I have it"),
        ("id", IncidentKind.OPERATIONAL, "Pembayaran gagal", "Saya terima"),
        ("id", IncidentKind.SECURITY, "Insiden terbatas", "Saya terima"),
    ],
)
def test_title_and_button_of_a_call_are_in_the_language_of_whoever_is_called(
    app, client, night, rani, locale, kind, title, button
):
    rani.locale = locale
    incident = night.declare(NOW)
    incident.title_en, incident.kind = "Payments fail", kind
    let_come(app, night)
    call = night.session.scalars(
        select(Delivery).where(Delivery.kind == "incident.called", Delivery.channel == T)
    ).one()
    assert title in call.body.splitlines()[0]
    assert call.payload["buttons"][0][0]["text"] == button
    with app.test_request_context():
        path, sealed = call_link(incident.id, rani.id, rani.links_version, NOW)
        path = path.replace(MARK, derived_token(derivation_key(), sealed["nonce"]))
    assert title in client.get(path).get_data(as_text=True)


def test_next_level_rings_although_the_one_below_has_acknowledged_and_may_take_it(night):
    incident = night.declare(wib(22, 50))
    acknowledge_incident(night.session, incident_id=incident.id, actor=night.people["Andi"], now=wib(23, 5))
    night.sweep(wib(23, 20))
    assert find_escalation(night.session, incident.id).status == EscalationStatus.RINGING
    acknowledge_call(night.session, incident_id=incident.id, actor=night.people["Beni"], now=wib(23, 22))
    escalation = find_escalation(night.session, incident.id)
    assert (escalation.status, escalation.acknowledged_by_id) == ("ACKNOWLEDGED", night.people["Beni"].id)
    assert incident.acknowledged_at == wib(23, 5)  # the measure is of the first one
    night.sweep(wib(0, 20, 31))
    assert night.calls()[-1] == ("Citra", "00.20")


def test_test_call_goes_the_same_ways_until_it_is_confirmed(app, night, rani):
    test = send_test_call(night.session, actor=rani, now=NOW)
    assert calls(night, "incident.test_call") == minutes((T, 0), (W, 2), (E, 5))
    let_come(app, night)
    confirm_test_call(night.session, test_id=test.id, actor=rani, by=ConfirmedBy.TELEGRAM, now=NOW)
    let_come(app, night, timedelta(minutes=5))
    assert sent(night, "Rani") == ["TELEGRAM", "IN_APP"]


def test_others_are_tested_by_whoever_plans_for_them(night, rani):
    maya, dewi = make_user(night.session, "Maya", Role.MANAGER), make_user(night.session, "Dewi", Role.CS)
    assert send_test_call(night.session, actor=maya, user_id=rani.id, now=NOW).user_id == rani.id
    with pytest.raises(NotAllowed):
        send_test_call(night.session, actor=dewi, user_id=rani.id, now=NOW)


def test_link_of_a_test_call_is_confirmed_by_its_button_only(app, client, night, rani):
    test = send_test_call(night.session, actor=rani, now=NOW)
    night.session.commit()
    with app.test_request_context():
        path, sealed = link_of_test(test.id, rani.id, rani.links_version, NOW)
        path = path.replace(MARK, derived_token(derivation_key(), sealed["nonce"]))
    assert client.get(path).status_code == 200
    night.session.refresh(test)
    assert test.confirmed_at is None
    post(client, path)
    night.session.refresh(test)
    assert (test.confirmed_by, client.get(path).status_code) == (ConfirmedBy.LINK, 200)
    assert client.get(path + "x").status_code == 404


def test_page_sets_the_order_and_tests_it(client, night, rani):
    night.session.commit()
    log_in(client, rani)
    assert "WhatsApp, sesudah menit" in client.get("/admin/call-ways/").get_data(as_text=True)
    assert post(client, "/admin/call-ways/", {"TELEGRAM": "3", "EMAIL": "0"}).status_code == 422  # drawn from nothing
    assert submit(client, "/admin/call-ways/", TELEGRAM="", EMAIL="x").status_code == 422
    assert submit(client, "/admin/call-ways/", TELEGRAM="3", PUSH="", WHATSAPP="", EMAIL="0").status_code == 302
    assert list_chosen_ways(night.session, rani.id) == [(E, 0), (T, 3)]
    changed = night.session.scalars(select(AuditEntry).where(AuditEntry.action == "call_steps_chosen")).one()
    assert changed.changes["call_steps"][0] == {str(way): minutes for way, minutes in STANDARD_ORDER}
    post(client, "/admin/on-call/test")
    test = night.session.scalars(select(CallTest)).one()
    page = client.get("/admin/on-call/").get_data(as_text=True)
    assert "Belum terdengar" in page
    assert "E-mail, Telegram +3 mnt" in page
    post(client, "/admin/on-call/confirm-test", {"test": test.id})
    night.session.refresh(test)
    assert test.confirmed_by == ConfirmedBy.PANEL
