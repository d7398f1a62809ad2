"""A customer's number changes: what rested on the former one ends, and money speaks to the number in the record only."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.jobs.outbox.messages.message import to_customer
from app.jobs.outbox.sending.whatsapp_window import Desk, place_on_whatsapp
from app.models.accounts.member import AccountClaim
from app.models.accounts.user import Role
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.outbox import Channel, Delivery, DeliveryStatus, OutboxMessage
from tests.factories import NOW, make_company, make_cs, make_customer, make_user
from workflows.accounts.members import ask_claim_code, prove_claim, write_code
from workflows.customers import delete_customer, edit_customer
from workflows.outbox import release_codes, resend_delivery

OLD, NEW, UNREGISTERED = "6281311112222", "6281344445555", "6281377778888"


@pytest.fixture(autouse=True)
def firm(session):
    return make_company(session)


@pytest.fixture
def agus(session):
    return make_customer(session, "Pak Agus", phone_e164=f"+{OLD}")


def make_contact(session, wa_id=None, **given):
    phone = f"+{wa_id}" if wa_id else None
    contact = WhatsAppContact(wa_id=wa_id, phone_e164=phone, last_inbound_at=utc_now(), **given)
    session.add(contact)
    session.flush()
    return contact


def make_delivery(session, **given):
    message = OutboxMessage(kind="invoice.sent", payload={}, due_at=NOW)
    session.add(message)
    session.flush()
    facts = {"channel": Channel.WHATSAPP, "kind": "invoice.sent", "status": DeliveryStatus.PARKED, "due_at": NOW}
    delivery = Delivery(**{**facts, "message_id": message.id, "idempotency_key": f"{message.id}:x", **given})
    session.add(delivery)
    session.flush()
    return delivery


def change_number(session, customer, phone):
    edit_customer(
        session,
        customer_id=customer.id,
        actor=make_cs(session),
        now=NOW,
        name=customer.name,
        phone_e164=phone,
        address={},
    )
    session.expire_all()


def placed(session, customer, kind="invoice.sent"):
    """Where a message to this customer would go."""
    outgoing = to_customer(customer, kind, {})
    row = {"kind": kind, "payload": {}, "status": DeliveryStatus.QUEUED}
    return place_on_whatsapp(row, outgoing, Desk.of(session, [outgoing], utc_now()))


@pytest.mark.parametrize("wrote", ["hidden number", "other number"])
def test_a_contact_who_merely_wrote_gets_nothing_meant_for_the_customers_number(session, agus, wrote):
    given = {"bsuid": "ID.17"} if wrote == "hidden number" else {"wa_id": UNREGISTERED}
    make_contact(session, customer_id=agus.id, **given)
    row = placed(session, agus)
    assert (row["address"], row["contact_id"]) == (OLD, None)
    assert "bsuid" not in row["payload"]


def test_the_contact_that_proved_the_number_opens_the_window(session, agus):
    contact = make_contact(session, OLD, customer_id=agus.id)
    row = placed(session, agus)
    assert (row["address"], row["contact_id"]) == (OLD, contact.id)


def test_a_customer_who_hides_the_number_and_has_none_is_reached_where_they_write(session):
    hidden = make_customer(session, "Bu Wati", phone_e164=None)
    make_contact(session, bsuid="ID.17", customer_id=hidden.id)
    assert placed(session, hidden)["address"] == "ID.17"


def test_contacts_of_the_former_number_are_unlinked_and_the_new_numbers_own_stays(session, agus):
    old = make_contact(session, OLD, customer_id=agus.id)
    hidden = make_contact(session, bsuid="ID.17", customer_id=agus.id)
    own = make_contact(session, NEW, customer_id=agus.id)
    change_number(session, agus, f"+{NEW}")
    assert [contact.customer_id for contact in (old, hidden, own)] == [None, None, agus.id]
    assert placed(session, agus)["address"] == NEW


def test_a_number_that_is_only_written_otherwise_ends_nothing(session, agus):
    old = make_contact(session, OLD, customer_id=agus.id)
    change_number(session, agus, "0813-1111-2222")
    assert old.customer_id == agus.id


def test_a_proved_and_a_pending_claim_end(session, agus):
    for ticket in ("p" * 32, "w" * 32):
        ask_claim_code(session, asked=agus.code, ticket=ticket, now=NOW)
    proved, waiting = session.scalars(select(AccountClaim).order_by(AccountClaim.id)).all()
    for claim in (proved, waiting):
        write_code(session, claim_id=claim.id, key="k" * 32, now=NOW)
    proved.proved_at = NOW
    session.flush()
    change_number(session, agus, f"+{NEW}")
    assert proved.proved_at is None
    with pytest.raises(Exception, match="Minta kode baru"):
        prove_claim(session, ticket="w" * 32, code="123456", now=NOW)


def test_the_account_opened_by_the_former_number_is_unlinked_and_resets_go_there_no_more(session, agus):
    member = make_user(session, "Agus", Role.MEMBER, customer_id=agus.id, phone_e164=f"+{OLD}")
    change_number(session, agus, f"+{NEW}")
    assert (member.customer_id, member.phone_e164) == (None, None)
    told = select(OutboxMessage).where(OutboxMessage.kind == "account.changed")
    assert session.scalars(told).one().payload["user_id"] == member.id


def test_what_waits_or_failed_follows_to_the_new_number_and_what_was_sent_stays(session, agus):
    mine = {"customer_id": agus.id, "address": OLD}
    waiting = [
        make_delivery(session, status=status, **mine) for status in (DeliveryStatus.PARKED, DeliveryStatus.QUEUED)
    ]
    sent = make_delivery(session, status=DeliveryStatus.SENT, **mine)
    change_number(session, agus, f"+{NEW}")
    assert [one.address for one in (*waiting, sent)] == [NEW, NEW, OLD]


def test_without_a_new_number_nothing_is_sent(session, agus):
    waiting = make_delivery(session, status=DeliveryStatus.QUEUED, customer_id=agus.id, address=OLD)
    change_number(session, agus, None)
    assert (waiting.status, waiting.address) == (DeliveryStatus.NO_ADDRESS, "")


def test_sending_again_goes_to_the_number_of_today(session, agus):
    stale = make_delivery(session, customer_id=agus.id, address=UNREGISTERED)
    assert resend_delivery(session, delivery_id=stale.id, actor=make_cs(session), now=NOW).address == OLD


def test_an_answer_is_sent_again_to_whoever_wrote(session, agus):
    contact = make_contact(session, UNREGISTERED, customer_id=agus.id)
    answer = make_delivery(
        session, kind="contact.reply", customer_id=agus.id, contact_id=contact.id, address=UNREGISTERED
    )
    assert resend_delivery(session, delivery_id=answer.id, actor=make_cs(session), now=NOW).address == UNREGISTERED


def test_a_code_waits_for_the_number_it_goes_to_not_for_a_contact_that_moved(session, agus):
    contact = make_contact(session, OLD, customer_id=agus.id)
    waits = {
        "status": DeliveryStatus.PARKED,
        "error_code": "code_waits",
        "created_at": utc_now() - timedelta(minutes=1),
    }
    code = make_delivery(session, contact_id=contact.id, address=OLD, payload={"sealed": {}}, **waits)
    contact.wa_id, contact.phone_e164 = NEW, f"+{NEW}"
    session.flush()
    assert release_codes(session, contact=contact, now=utc_now()) == 0
    session.refresh(code)
    assert code.status == DeliveryStatus.PARKED


def test_a_deleted_customer_is_nobodys_contact_claim_or_account(session, agus):
    contacts = [
        make_contact(session, OLD, customer_id=agus.id),
        make_contact(session, bsuid="ID.17", customer_id=agus.id),
    ]
    member = make_user(session, "Agus", Role.MEMBER, customer_id=agus.id, phone_e164=f"+{OLD}")
    other = make_contact(session, UNREGISTERED, customer_id=make_customer(session, "Bu Wati").id)
    delete_customer(session, customer_id=agus.id, actor=make_cs(session), now=NOW)
    session.expire_all()
    assert [one.customer_id for one in contacts] == [None, None]
    assert (member.customer_id, member.phone_e164) == (None, None)
    assert other.customer_id is not None


def test_a_claim_that_was_proved_ends_with_its_customer(session, agus):
    ask_claim_code(session, asked=agus.code, ticket="w" * 32, now=NOW)
    claim = session.scalars(select(AccountClaim)).one()
    claim.proved_at = NOW
    session.flush()
    delete_customer(session, customer_id=agus.id, actor=make_cs(session), now=NOW)
    session.expire_all()
    assert claim.proved_at is None
