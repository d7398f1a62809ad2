"""Templates that Meta takes out of use, and its word on our account and number."""

import pytest
from sqlalchemy import select, update

from app.core.clock import utc_now
from app.models.accounts.user import User
from app.models.heartbeat import Heartbeat
from app.models.messaging.contact import WhatsAppTemplate
from app.models.messaging.outbox import Delivery
from tests.conversations.test_desk import _moved_visit
from tests.factories import make_admin, make_company, make_cs, make_customer
from tests.standins.payloads import WABA_ID
from tests.support.people import sign_in
from workflows.outbox.account.find_restriction import TRY_AGAIN_AFTER

NUMBER = "6281234567890"


def told(field, at=1_790_000_000, **value):
    return {"entry": [{"id": WABA_ID, "time": at, "changes": [{"field": field, "value": value}]}]}


def status(word, **given):
    name = {"message_template_name": "jadwal_berubah", "message_template_language": "id"}
    return told("message_template_status_update", **{"event": word, "reason": "NONE", **name}, **given)


@pytest.fixture
def template(session):
    make_company(session)
    found = WhatsAppTemplate(
        kind="visit.rescheduled", name="jadwal_berubah", variables="visit.customer.name, visit.number"
    )
    session.add(found)
    session.commit()
    return found


@pytest.fixture
def visit_moved(session, template):
    return _moved_visit(session, customer=make_customer(session, phone_e164=f"+{NUMBER}"))


def to_customer(session):
    session.expire_all()
    return session.scalars(select(Delivery).where(Delivery.kind == "visit.rescheduled")).one()


def staff_told(session, kind):
    people = select(User.name).join(Delivery, Delivery.user_id == User.id).where(Delivery.kind == kind)
    return set(session.scalars(people))


@pytest.mark.parametrize("word", ["PAUSED", "DISABLED", "REJECTED"])
def test_a_template_out_of_use_is_heeded_at_once(talk, session, template, word):
    make_admin(session), make_cs(session)
    session.commit()
    talk.whatsapp(status(word, other_info={"title": "FIRST_PAUSE", "description": "Low quality"}))
    talk.settle()
    _moved_visit(session, customer=make_customer(session, phone_e164=f"+{NUMBER}"))
    talk.settle()
    delivery = to_customer(session)
    assert (delivery.status, delivery.payload.get("template")) == ("BY_HAND", None)
    assert (template.meta_status, template.meta_reason, template.active) == (word, "Low quality", True)
    assert staff_told(session, "channel.template_stopped") == {"Ani", "Dewi"}


def test_an_approved_one_is_used_again_and_an_older_word_changes_nothing(talk, session, template):
    talk.whatsapp(status("PAUSED", at=1_790_000_000))
    talk.whatsapp(status("APPROVED", at=1_790_000_500))
    talk.settle()
    talk.whatsapp(status("PAUSED", at=1_790_000_100))
    talk.settle()
    session.expire_all()
    assert (template.meta_status, template.is_usable) == ("APPROVED", True)


@pytest.mark.parametrize(("code", "word"), [(132015, "PAUSED"), (132016, "DISABLED"), (132001, "DELETED")])
def test_a_refusal_tells_it_too_and_the_message_goes_to_cs(talk, whatsapp, session, visit_moved, template, code, word):
    make_cs(session)
    session.commit()
    whatsapp.refuse[NUMBER] = code
    talk.settle()
    delivery = to_customer(session)
    assert (delivery.status, delivery.error_code, template.meta_status) == ("BY_HAND", "template_stopped", word)
    talk.settle()
    assert "Dewi" in staff_told(session, "channel.template_stopped")


def test_what_was_waiting_for_it_goes_to_cs_as_well(talk, whatsapp, session, visit_moved, template):
    whatsapp.behave(status=500)
    talk.settle()
    assert to_customer(session).status == "QUEUED"
    talk.whatsapp(status("PAUSED"))
    talk.settle()
    assert (to_customer(session).status, to_customer(session).error_code) == ("BY_HAND", "template_stopped")


@pytest.mark.parametrize("code", [368, 131031])
def test_a_restricted_account_leaves_messages_to_cs_at_once(talk, whatsapp, session, visit_moved, code):
    make_admin(session), make_cs(session)
    session.commit()
    whatsapp.refuse[NUMBER] = code
    talk.settle()
    assert to_customer(session).status == "BY_HAND"
    talk.settle()
    assert staff_told(session, "channel.stopped") == {"Ani", "Dewi"}


def restriction_shown(talk, session, role=make_cs):
    of_role = select(User).where(User.role == ("CS" if role is make_cs else "ADMIN")).order_by(User.id)
    reader = session.scalars(of_role).first()
    return "Akun WhatsApp dibatasi" in sign_in(talk.app.test_client(), reader or role(session)).get("/admin/").text


def move_another(session, phone="+6281299990000"):
    return _moved_visit(session, customer=make_customer(session, "Bu Ratna", phone_e164=phone))


def newest(session):
    session.expire_all()
    found = select(Delivery).where(Delivery.kind == "visit.rescheduled").order_by(Delivery.id.desc())
    return session.scalars(found.limit(1)).one()


def test_a_restriction_is_a_state_that_keeps_messages_for_cs_and_ends_with_the_first_that_leaves(
    talk, whatsapp, session, visit_moved
):
    make_admin(session), make_cs(session)
    session.commit()
    whatsapp.refuse[NUMBER] = 131031
    talk.settle()
    assert restriction_shown(talk, session)
    assert restriction_shown(talk, session, make_admin)
    tried = len(whatsapp.received)
    move_another(session)
    talk.settle()
    assert (newest(session).status, newest(session).error_code) == ("BY_HAND", "account_restricted")
    assert len(whatsapp.received) == tried, "not even tried while it is restricted"
    session.execute(update(Heartbeat).values(failed_at=utc_now() - TRY_AGAIN_AFTER))
    move_another(session, "+6281299990001")
    talk.settle()
    assert newest(session).status == "SENT"
    assert not restriction_shown(talk, session)


@pytest.mark.parametrize(
    ("event", "ban", "restricts"),
    [
        ("ACCOUNT_DELETED", None, True),
        ("ACCOUNT_RESTRICTION", None, True),
        ("ACCOUNT_VIOLATION", None, False),
        ("DISABLED_UPDATE", "DISABLE", True),
        ("DISABLED_UPDATE", "SCHEDULE_FOR_DISABLE", False),
    ],
)
def test_metas_word_restricts_and_reinstates(talk, session, template, event, ban, restricts):
    make_cs(session)
    session.commit()
    now = int(utc_now().timestamp())
    talk.whatsapp(
        told("account_update", at=now - 60, event=event, **({"ban_info": {"waba_ban_state": ban}} if ban else {}))
    )
    talk.settle()
    assert restriction_shown(talk, session) is restricts
    lifted = {"event": "DISABLED_UPDATE", "ban_info": {"waba_ban_state": "REINSTATE"}}
    talk.whatsapp(told("account_update", at=now - 90, **lifted))
    talk.settle()
    assert restriction_shown(talk, session) is restricts, "an older word changes nothing"
    talk.whatsapp(told("account_update", at=now - 30, **lifted))
    talk.settle()
    assert not restriction_shown(talk, session)


def test_metas_word_on_the_account_reaches_admin_and_cs(talk, session, template):
    make_admin(session), make_cs(session)
    session.commit()
    talk.whatsapp(told("account_update", event="DISABLED_UPDATE", ban_info={"waba_ban_state": "SCHEDULE_FOR_DISABLE"}))
    talk.whatsapp(told("account_update", event="VERIFIED_ACCOUNT"))
    talk.settle()
    assert staff_told(session, "channel.account_changed") == {"Ani", "Dewi"}
    bodies = session.scalars(select(Delivery.body).where(Delivery.kind == "channel.account_changed"))
    assert all("SCHEDULE_FOR_DISABLE" in body for body in bodies)
