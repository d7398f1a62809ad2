"""Photos, voice notes and documents by WhatsApp: fetched, checked, stored, shown in the chat and on the visit."""

import io
from datetime import timedelta

import pytest
from PIL import Image
from sqlalchemy import select, update

from app.jobs.inbox.media import fetch_media, media_type_of
from app.models.messaging.contact import WhatsAppContact
from app.models.messaging.inbound_file import InboundFile
from app.models.messaging.outbox import Delivery
from tests.factories import NOW, make_company, make_cs, make_customer, make_technician, make_visit
from tests.standins import payloads
from tests.support.people import sign_in, submit

NUMBER = "6281234567890"
VOICE = b"OggS" + b"\x00" * 200


def photo():
    drawn = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(drawn, "JPEG")
    return drawn.getvalue()


@pytest.fixture
def agus(session):
    make_company(session)
    agus = make_customer(session, phone_e164=f"+{NUMBER}")
    session.add(WhatsAppContact(wa_id=NUMBER, phone_e164=f"+{NUMBER}", customer_id=agus.id))
    session.commit()
    return agus


@pytest.fixture
def client(talk):
    return talk.app.test_client()  # of the application that keeps the files


def send(talk, whatsapp, kind, content, media_type, **more):
    media_id = whatsapp.add_media(content, media_type)
    talk.whatsapp(payloads.whatsapp_message(kind, {"id": media_id, "mime_type": media_type, **more}))
    talk.settle()
    return media_id


def fetch(talk, session):
    session.execute(
        update(InboundFile).where(InboundFile.status == "WAITING").values(due_at=NOW - timedelta(minutes=1))
    )
    session.commit()
    with talk.app.app_context():
        fetch_media()
    session.expire_all()
    return session.scalars(select(InboundFile).order_by(InboundFile.id)).all()


def test_a_photo_is_fetched_and_shown_in_the_chat_and_on_the_visit(talk, whatsapp, session, agus, client):
    visit = make_visit(session, customer=agus)
    send(talk, whatsapp, "image", photo(), "image/jpeg", caption="AC saya begini")
    (sent,) = fetch(talk, session)
    assert (sent.status, sent.file.media_type) == ("STORED", "image/jpeg")
    sign_in(client, make_cs(session))
    where = f"/admin/contacts/files/{sent.id}"
    assert where in client.get(f"/admin/contacts/details/?id={sent.contact_id}").text
    assert where in client.get(f"/admin/visits/details/?id={visit.id}").text
    answer = client.get(where)
    assert (answer.status_code, answer.mimetype) == (200, "image/jpeg")


def test_a_voice_note_can_be_played(talk, whatsapp, session, agus, client):
    send(talk, whatsapp, "audio", VOICE, "audio/ogg; codecs=opus", voice=True)
    (sent,) = fetch(talk, session)
    assert sent.file.media_type == "audio/ogg"
    sign_in(client, make_cs(session))
    assert "<audio controls" in client.get(f"/admin/contacts/details/?id={sent.contact_id}").text
    answer = client.get(f"/admin/contacts/files/{sent.id}", headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.data, answer.mimetype) == (206, b"OggS", "audio/ogg")


def test_a_document_keeps_its_name_and_an_unknown_kind_is_only_downloaded(talk, whatsapp, session, agus, client):
    send(talk, whatsapp, "document", b"PK\x03\x04 sheet", "application/vnd.ms-excel", filename="daftar unit.xlsx")
    (sent,) = fetch(talk, session)
    assert sent.original_name == "daftar unit.xlsx"
    sign_in(client, make_cs(session))
    answer = client.get(f"/admin/contacts/files/{sent.id}")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert "daftar unit.xlsx" in answer.headers["Content-Disposition"]


def test_a_message_without_words_is_called_by_its_kind_and_a_name_turns_no_direction(
    talk, whatsapp, session, agus, client
):
    send(talk, whatsapp, "document", b"x", "application/pdf", filename="nota\u202efdp.exe")
    sign_in(client, make_cs(session))
    assert "[Berkas]" in client.get("/admin/contacts/").text
    assert "\u202e" not in session.scalars(select(InboundFile.original_name)).one()


@pytest.mark.parametrize(
    ("kind", "content"),
    [("image", b"<script>alert(1)</script>"), ("document", b"%PDF-1.4 /JavaScript"), ("audio", b"MZ program")],
)
def test_what_is_not_what_it_claims_is_refused_in_sight(talk, whatsapp, session, agus, client, kind, content):
    send(talk, whatsapp, kind, content, "image/jpeg")
    (sent,) = fetch(talk, session)
    assert (sent.status, sent.file_id) == ("FAILED", None)
    sign_in(client, make_cs(session))
    page = client.get(f"/admin/contacts/details/?id={sent.contact_id}").text
    assert "Berkas tidak dapat diambil" in page
    talk.settle()
    told = session.scalars(select(Delivery.body).where(Delivery.kind == "contact.reply").order_by(Delivery.id)).all()
    assert "tidak dapat kami buka. Mohon kirim lagi" in told[-1]


def test_a_provider_that_is_away_is_asked_again_and_a_person_may_ask_too(talk, whatsapp, session, agus, client):
    whatsapp.behave(status=503)
    send(talk, whatsapp, "image", photo(), "image/jpeg")
    (sent,) = fetch(talk, session)
    assert (sent.status, sent.tries) == ("WAITING", 1)
    session.execute(update(InboundFile).values(status="FAILED", tries=12))
    session.commit()
    whatsapp.calm()
    sign_in(client, make_cs(session))
    path = f"/admin/contacts/details/?id={sent.contact_id}"
    submit(client, path, to=f"/admin/contacts/files/{sent.id}/retry")
    (sent,) = fetch(talk, session)
    assert sent.status == "STORED"


@pytest.mark.parametrize(
    ("start", "kind", "media_type"),
    [
        (b"OggS\x00\x02", "audio", "audio/ogg"),
        (b"ID3\x04", "audio", "audio/mpeg"),
        (b"\xff\xfb\x90\x00", "audio", "audio/mpeg"),
        (b"\xff\xf3\x40\xc4", "audio", "audio/mpeg"),
        (b"\xff\xf1\x50\x80", "audio", "audio/aac"),
        (b"\xff\xf9\x50\x80", "audio", "audio/aac"),
        (b"#!AMR\n", "audio", "audio/amr"),
        (b"\x00\x00\x00\x18ftypM4A ", "audio", "audio/mp4"),
        (b"\x00\x00\x00\x18ftyp3gp4", "video", "video/mp4"),
        (b"\xff\xd8\xff\xe0", "audio", None),
        (b"\xff\xe1\x50\x80", "audio", None),
        (b"\xff\xf1", "audio", None),
        (b"MZ\x90\x00", "audio", None),
        (b"OggS\x00\x02", "video", None),
        (b"<html>", "video", None),
        (b"OggS\x00\x02", "document", None),
    ],
)
def test_sound_and_film_are_known_by_their_first_bytes(start, kind, media_type):
    assert media_type_of(start, kind) == media_type


def test_technicians_do_not_read_customers_files(talk, whatsapp, session, agus, client):
    send(talk, whatsapp, "image", photo(), "image/jpeg")
    (sent,) = fetch(talk, session)
    sign_in(client, make_technician(session))
    assert client.get(f"/admin/contacts/files/{sent.id}").status_code in {302, 403, 404}


def test_the_same_message_twice_is_one_file(talk, whatsapp, session, agus):
    media_id = whatsapp.add_media(photo(), "image/jpeg")
    message = payloads.whatsapp_message("image", {"id": media_id, "mime_type": "image/jpeg"})
    for _ in range(3):
        talk.whatsapp(message)
        talk.settle()
    assert len(fetch(talk, session)) == 1


def test_the_sender_is_told_that_it_has_come(talk, whatsapp, session, agus):
    send(talk, whatsapp, "image", photo(), "image/jpeg")
    told = session.scalars(select(Delivery.body).where(Delivery.kind == "contact.reply")).all()
    assert [body.split(" dan ")[0].strip() for body in told] == ["Kiriman Anda sudah sampai"]
