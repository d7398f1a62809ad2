"""Whoever is called on WhatsApp acknowledges by a reply or the button, from the number that Meta vouches for."""

import pytest
from sqlalchemy import select

from app.models.accounts.user import Role
from app.models.incidents.incident import Incident, IncidentEntry
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbound_file import InboundFile
from app.models.messaging.outbox import OutboxMessage
from app.models.on_call.calling import CallTest
from app.models.on_call.schedule import OnCallLayer
from tests.conversations.conftest import Talk
from tests.factories import NOW, make_company, make_user
from tests.standins import WhatsAppStandIn, payloads
from workflows.incidents import declare_incident, resolve_incident
from workflows.on_call import choose_ways, send_test_call

OWN, OTHER, NOT_OURS = "6281200000078", "6281200000079", "6281234567890"


@pytest.fixture
def fajar(session):
    """On call, called on WhatsApp; they wrote to the company's number a while ago, and so did somebody else."""
    make_company(session)
    person = make_user(session, "Fajar", Role.DEVELOPER, phone_e164=f"+{OWN}")
    make_user(session, "Gilang", Role.DEVELOPER, phone_e164=f"+{OTHER}")
    session.add_all(
        WhatsAppContact(wa_id=number, phone_e164=f"+{number}", last_inbound_at=NOW, draft={}) for number in (OWN, OTHER)
    )
    session.add(OnCallLayer(level=1, name="L1", people=[person.id], started_at=NOW, from_hour=0, until_hour=24))
    session.flush()
    choose_ways(session, actor=person, now=NOW, minutes={"WHATSAPP": 0})
    return person


def declare(session, title="Pembayaran gagal"):
    incident = declare_incident(session, title=title, severity="SEV2", actor=None, now=NOW)
    session.commit()
    return incident


def says(words, number=OWN, **given):
    return payloads.whatsapp_text(words, wa_id=number, user_id=None, **given)


def answered(whatsapp):
    return whatsapp.received[-1]["body"]["text"]["body"]


def is_taken(session, incident):
    session.expire_all()
    return session.get_one(Incident, incident.id).acknowledged_at is not None


def test_call_arrives_with_a_button_that_acknowledges(talk: Talk, whatsapp: WhatsAppStandIn, session, fajar):
    incident = declare(session)
    talk.settle()
    [call] = whatsapp.received
    assert (call["to"], call["type"]) == (OWN, "interactive")
    assert f"TERIMA {incident.number}" in call["body"]["interactive"]["body"]["text"]
    [button] = call["body"]["interactive"]["action"]["buttons"]
    pressed = {"type": "button_reply", "button_reply": button["reply"]}
    talk.whatsapp(payloads.whatsapp_message("interactive", pressed, wa_id=OWN, user_id=None))
    talk.settle()
    assert is_taken(session, incident)
    assert incident.number in answered(whatsapp)


@pytest.mark.parametrize("words", ["ACK", "Saya terima.", "ambil", "terima {number}", "*TERIMA* ", "terima"])
def test_exact_words_acknowledge(talk: Talk, session, fajar, words):
    incident = declare(session)
    talk.whatsapp(says(words.format(number=incident.number)))
    talk.settle()
    assert is_taken(session, incident)


def test_other_words_numbers_and_ended_calls_acknowledge_nothing(talk: Talk, whatsapp, session, fajar):
    incident = declare(session)
    talk.whatsapp(says("saya terima kasih banyak"))
    talk.whatsapp(says("terima INS-2026-999999"))
    talk.settle()
    assert not is_taken(session, incident)
    assert "Tidak ada panggilan" in answered(whatsapp)
    talk.whatsapp(says(f"terima {incident.number}", number=OTHER))
    talk.settle()
    assert not is_taken(session, incident)
    assert "bukan untuk Anda" in answered(whatsapp)
    refused = select(IncidentEntry.text).where(IncidentEntry.text.contains("Ditolak: Gilang"))
    assert session.scalars(refused).all()
    resolve_incident(session, incident_id=incident.id, actor=fajar, now=NOW, outcome="Pulih")
    session.commit()
    talk.whatsapp(says(f"terima {incident.number}"))
    talk.settle()
    assert "“Selesai”" in answered(whatsapp)


def test_of_several_calls_the_one_replied_to_or_named_is_meant(talk: Talk, whatsapp, session, fajar):
    first, second = declare(session), declare(session, "Portal lambat")
    talk.settle()
    talk.whatsapp(says("terima"))
    talk.settle()
    assert (is_taken(session, first), is_taken(session, second)) == (False, False)
    calls = {
        one["body"]["interactive"]["body"]["text"]: one["id"]
        for one in whatsapp.received
        if one["type"] == "interactive"
    }
    quoted = next(one for words, one in calls.items() if second.number in words)
    talk.whatsapp(says("terima", reply_to=quoted))
    talk.settle()
    assert (is_taken(session, first), is_taken(session, second)) == (False, True)


def test_test_call_is_confirmed_by_a_reply(talk: Talk, session, fajar):
    test = send_test_call(session, actor=fajar, now=NOW)
    session.commit()
    talk.whatsapp(says("Dengar"))
    talk.settle()
    session.expire_all()
    assert session.get_one(CallTest, test.id).confirmed_by == "WHATSAPP"


@pytest.mark.parametrize("words", ["ambil", "dengar", "terima"])
@pytest.mark.parametrize("role", [None, Role.DEVELOPER, Role.MEMBER, Role.TECHNICIAN])
def test_word_that_answers_no_call_reaches_the_conversation(talk: Talk, session, fajar, role, words):
    """`role` None: not a user of ours; a developer who is not called is talked to like anybody else."""
    if role:
        make_user(session, "Wayan", role, phone_e164=f"+{NOT_OURS}")
        session.commit()
    declare(session)
    talk.whatsapp(says(words, number=NOT_OURS))
    talk.settle()
    replies = select(OutboxMessage.payload["template"].as_string()).where(OutboxMessage.kind == "contact.reply")
    told = session.scalars(replies).all()
    assert told
    assert "contact.call_answer" not in told


def test_file_that_comes_with_the_answer_is_kept(talk: Talk, session, fajar):
    incident = declare(session)
    picture = {"id": "media-1", "mime_type": "image/jpeg", "sha256": "x", "caption": "terima"}
    talk.whatsapp(payloads.whatsapp_message("image", picture, wa_id=OWN, user_id=None))
    talk.settle()
    assert is_taken(session, incident)
    assert session.scalars(select(InboundFile.media_id)).all() == ["media-1"]
