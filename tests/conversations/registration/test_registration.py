"""From a first message to a customer, and everything that can be wrong on the way."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.customers.customer import Customer, CustomerSource, Site
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbox import InboxEvent, InboxStatus
from app.models.messaging.outbox import OutboxMessage
from tests.conversations.conftest import Talk
from tests.factories import make_company, make_cs, make_customer, make_site, make_visit
from tests.standins import TelegramStandIn, WhatsAppStandIn, payloads

FULL = "DAFTAR#Pak Agus#Jl. Merdeka 1, Bandung#AC tidak dingin"
PHONE = "+6281234567890"


def _write(talk: Talk, *texts: str, **given: object) -> None:
    for text in texts:
        assert talk.whatsapp(payloads.whatsapp_text(text, **given)).status_code == 200
        talk.settle()


def _answers(whatsapp: WhatsAppStandIn) -> list[str]:
    return [entry["body"]["text"]["body"] for entry in whatsapp.received]


def _customers(session: Session) -> list[Customer]:
    session.expire_all()
    return list(session.scalars(select(Customer).order_by(Customer.id)))


def test_a_full_message_makes_a_customer_with_a_site_and_a_code(
    talk: Talk, whatsapp: WhatsAppStandIn, telegram: TelegramStandIn, session: Session
) -> None:
    make_company(session)
    make_cs(session, telegram_chat_id=42)
    session.commit()
    _write(talk, FULL)
    (agus,) = _customers(session)
    assert (agus.name, agus.phone_e164, agus.source) == ("Pak Agus", PHONE, CustomerSource.WHATSAPP)
    assert agus.city == "Bandung"
    assert "AC tidak dingin" in agus.notes
    site = session.scalars(select(Site)).one()
    assert site.street == "Jl. Merdeka 1"
    contact = session.scalars(select(WhatsAppContact)).one()
    assert contact.customer_id == agus.id
    assert contact.draft == {"complaint": "AC tidak dingin", "check": True}
    assert contact.window_is_open(utc_now())
    assert agus.code in _answers(whatsapp)[0]
    assert "Pak Agus" in telegram.received[0]["body"]["text"]


@pytest.mark.parametrize(
    "text",
    [
        "daftar # pak agus # Jl. Merdeka 1 # AC mati",
        "Nama: Pak Agus\nAlamat: Jl. Merdeka 1\nKeluhan: AC mati",
        "nama = Pak Agus; alamat = Jl. Merdeka 1; keluhan = AC mati",
        "ＤＡＦＴＡＲ＃Pak Agus＃Jl. Merdeka 1＃AC mati",
        "\u200f\u200bDAFTAR#\u202ePak Agus#Jl. Merdeka 1#AC mati",
        "*DAFTAR*\nNama : Pak Agus\nAlamat : Jl. Merdeka 1\nKeluhan : AC mati",
    ],
)
def test_people_type_as_they_like(talk: Talk, session: Session, text: str) -> None:
    _write(talk, text)
    (agus,) = _customers(session)
    assert agus.name.lower() == "pak agus"
    assert agus.street == "Jl. Merdeka 1"


def test_a_half_message_is_answered_with_what_is_missing_and_resumed(
    talk: Talk, whatsapp: WhatsAppStandIn, session: Session
) -> None:
    _write(talk, "DAFTAR#Pak Agus")
    assert "Alamat, Keluhan" in _answers(whatsapp)[0]
    assert "DAFTAR#Pak Agus#" in _answers(whatsapp)[0]
    _write(talk, "Jl. Merdeka 1 Bandung")
    assert "Keluhan" in _answers(whatsapp)[1]
    _write(talk, "AC tidak dingin")
    (agus,) = _customers(session)
    assert agus.street == "Jl. Merdeka 1 Bandung"
    assert session.scalars(select(WhatsAppContact)).one().draft["complaint"] == "AC tidak dingin"


def test_the_second_failure_hands_over_to_cs(
    talk: Talk, whatsapp: WhatsAppStandIn, telegram: TelegramStandIn, session: Session
) -> None:
    make_cs(session, telegram_chat_id=42)
    session.commit()
    _write(talk, "DAFTAR#Pak Agus", "DAFTAR##", "halo?")
    contact = session.scalars(select(WhatsAppContact)).one()
    assert contact.wants_person_at
    assert len(telegram.received) == 1
    assert "CS" in _answers(whatsapp)[1]
    assert len(_answers(whatsapp)) == 2
    assert not _customers(session)
    _write(talk, FULL)
    assert len(_customers(session)) == 1


def test_a_known_number_is_told_so_with_its_data_and_never_doubled(
    talk: Talk, whatsapp: WhatsAppStandIn, session: Session
) -> None:
    known = make_customer(session, phone_e164=PHONE)
    session.commit()
    _write(talk, FULL, FULL)
    assert _customers(session) == [known]
    assert known.code in _answers(whatsapp)[0]
    contact = session.scalars(select(WhatsAppContact)).one()
    assert contact.customer_id == known.id
    assert contact.wants_person_at


def test_a_hidden_number_is_asked_for_and_a_card_resumes(
    talk: Talk, whatsapp: WhatsAppStandIn, session: Session
) -> None:
    _write(talk, FULL, wa_id=None)
    assert "nomor" in _answers(whatsapp)[0].lower()
    assert whatsapp.received[0]["body"]["recipient"].startswith("ID.")
    card = [{"name": {"formatted_name": "Agus"}, "phones": [{"phone": "+62 812-3456-7890", "type": "CELL"}]}]
    talk.whatsapp(payloads.whatsapp_message("contacts", card, wa_id=None))
    talk.settle()
    (agus,) = _customers(session)
    assert agus.phone_e164 is None, "a number that was only told is nobody's key"
    assert PHONE.removeprefix("+62") in agus.notes.replace(" ", "").replace("-", "")


def test_a_typed_number_of_somebody_else_shows_nothing_of_theirs(
    talk: Talk, whatsapp: WhatsAppStandIn, session: Session
) -> None:
    known = make_customer(session, phone_e164=PHONE)
    session.commit()
    _write(talk, "DAFTAR#Orang Lain#Jl. Lain 2#AC mati", "0812 3456 7890", wa_id=None)
    (_, other) = _customers(session)
    assert other.phone_e164 is None
    assert known.code not in " ".join(_answers(whatsapp))
    contact = session.scalars(select(WhatsAppContact)).one()
    assert (contact.customer_id, contact.phone_e164) == (other.id, None)
    _write(talk, "STATUS", wa_id=PHONE.removeprefix("+"), user_id="ID.5")
    assert len(session.scalars(select(WhatsAppContact)).all()) == 2, "nothing is merged by a typed number"


def test_stop_and_start(talk: Talk, whatsapp: WhatsAppStandIn, session: Session) -> None:
    _write(talk, "stop kontak di dapur mati")
    contact = session.scalars(select(WhatsAppContact)).one()
    assert contact.stopped_at is None
    _write(talk, "Berhenti.")
    session.expire_all()
    assert contact.stopped_at
    _write(talk, "START")
    session.expire_all()
    assert contact.stopped_at is None


def test_status_shows_own_tickets_only(talk: Talk, whatsapp: WhatsAppStandIn, session: Session) -> None:
    agus = make_customer(session, phone_e164=PHONE)
    own, other = make_visit(session, customer=agus), make_visit(session)
    session.commit()
    _write(talk, FULL, "STATUS", f"status {other.number}", f"STATUS {int(own.number[-6:])}")
    answers = _answers(whatsapp)
    assert own.number in answers[1]
    assert other.number not in answers[1]
    assert "tidak ditemukan" in answers[2]
    assert own.number in answers[3]


def test_a_location_fills_the_site_without_coordinates(talk: Talk, session: Session) -> None:
    agus = make_customer(session, phone_e164=PHONE)
    site = make_site(session, agus, latitude=None, longitude=None)
    session.commit()
    _write(talk, FULL)
    talk.whatsapp(payloads.whatsapp_message("location", {"latitude": -6.9, "longitude": 107.6}))
    talk.settle()
    session.expire_all()
    assert (site.latitude, site.longitude) == (-6.9, 107.6)


@pytest.mark.parametrize(
    ("kind", "content", "answers"),
    [
        ("audio", {"id": "1", "mime_type": "audio/ogg", "voice": True}, 1),
        ("image", {"id": "2", "mime_type": "image/jpeg"}, 1),
        ("sticker", {"id": "3"}, 0),
        ("reaction", {"message_id": "wamid.x", "emoji": "👍"}, 0),
        ("unsupported", {}, 1),
        ("location", {"latitude": "x"}, 1),
        ("location", {"latitude": 10**400, "longitude": 107.6}, 1),
        ("hologram", {"x": 1}, 1),
    ],
)
def test_what_is_no_text_is_kept_and_answered_sensibly(
    talk: Talk, whatsapp: WhatsAppStandIn, session: Session, kind: str, content: object, answers: int
) -> None:
    for _ in range(3):
        talk.whatsapp(payloads.whatsapp_message(kind, content))
    talk.settle()
    assert len(whatsapp.received) == answers
    assert set(session.scalars(select(InboxEvent.status))) == {InboxStatus.APPLIED}


def test_five_replays_have_one_effect(talk: Talk, session: Session) -> None:
    payload = payloads.whatsapp_text(FULL)
    for _ in range(5):
        assert talk.whatsapp(payload).status_code == 200
    talk.settle()
    talk.whatsapp(payload)
    talk.settle()
    assert session.scalar(select(func.count(Customer.id))) == 1
    assert session.scalar(select(func.count(InboxEvent.id))) == 1
    assert session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.kind == "contact.reply")) == 1


def test_contacts_that_turn_out_to_be_one_person_become_one(talk: Talk, session: Session) -> None:
    _write(talk, "halo", wa_id="6281234567890", user_id=None)
    _write(talk, "halo", wa_id=None, user_id="ID.777")
    _write(talk, "halo", wa_id="6281234567890", user_id="ID.777")
    contact = session.scalars(select(WhatsAppContact)).one()
    assert (contact.wa_id, contact.bsuid) == ("6281234567890", "ID.777")
    assert set(session.scalars(select(InboxEvent.contact_id))) == {contact.id}


def test_a_changed_number_keeps_its_history(talk: Talk, session: Session) -> None:
    _write(talk, FULL)
    talk.whatsapp(payloads.whatsapp_identity_change(new="6281299999999"))
    talk.settle()
    session.expire_all()
    contact = session.scalars(select(WhatsAppContact)).one()
    assert contact.wa_id == "6281299999999"
    assert contact.customer_id
    assert contact.wants_person_at is not None  # money still goes to the number in the record: CS decides
