"""Pictures and PDFs in a composer: kept with the draft, sent with the answer, taken back with it, shown to who may see."""

import re
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from urllib.parse import urlsplit

from PIL import Image
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.core.identifiers import new_key
from app.http.files.sent_files import signed_file_url
from app.models.composing import ComposerDraft, ComposerFile, HeldMessage
from app.models.files.document import StoredFile
from app.models.messaging.outbox import OutboxMessage
from app.models.support.messages import SupportAttachment
from app.models.support.ticket import TicketKind
from tests.composing.test_composers import ani, make_contact, send_due, subjects
from tests.factories import make_cs
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket
from workflows.composing import MOST_FILES, UNDO_FOR, store_draft

__all__ = ["ani"]


def picture(colour="teal"):
    made = BytesIO()
    Image.new("RGB", (64, 48), colour).save(made, "JPEG")
    return made.getvalue()


def choose(client, path, record, composer="ANSWER", name="foto.jpg", content=None):
    file = (BytesIO(content or picture()), name)
    return post(client, f"/admin/{path}/{record.id}/attach", {"composer": composer, "files": file})


def drafted(session):
    session.expire_all()
    return session.scalar(select(func.count()).where(ComposerFile.held_id.is_(None), ComposerFile.entry_id.is_(None)))


def page_of(client, path, record):
    return client.get(f"/admin/{path}/details/?id={record.id}").text


def test_a_chosen_file_stays_with_the_draft_and_leaves_with_the_answer(session, client, ani):
    for path, record, step, _given in subjects(session):
        line = choose(client, path, record)
        assert (line.status_code, "foto.jpg" in line.json["lines"][0]) == (200, True), path
        assert 'data-file-drop aria-label="Buang foto.jpg"' in page_of(client, path, record), path
        assert "Draf</span>" in client.get(f"/admin/{path}/").text, path
        post(client, f"/admin/{path}/{record.id}/compose", {"step": step, "text": "Lihat foto"})
        assert not drafted(session), path
        waiting = page_of(client, path, record)
        assert 'alt="foto.jpg"' in waiting.partition("bubble-held")[2], path
        send_due(session, utc_now() + UNDO_FOR)
        sent = page_of(client, path, record)
        assert "bubble-held" not in sent, path
        [address] = re.findall(r'<a href="([^"]+)"[^>]*><img src="[^"]+" alt="foto.jpg"', sent)
        assert client.get(address).headers["Content-Type"] == "image/jpeg", path
    assert session.scalar(select(func.count()).select_from(SupportAttachment)) == 1


def test_what_is_taken_back_comes_back_with_its_files(session, client, ani):
    for path, record, step, _given in subjects(session):
        choose(client, path, record)
        post(client, f"/admin/{path}/{record.id}/compose", {"step": step, "text": "Terlalu cepat"})
        held = session.scalars(select(HeldMessage)).one()
        post(client, f"/admin/{path}/{record.id}/take_back/{held.id}")
        assert drafted(session) == 1, path
        own = session.scalars(select(ComposerFile).order_by(ComposerFile.id.desc()).limit(1)).one()
        post(client, f"/admin/{path}/{record.id}/attached/{own.id}/drop", {"composer": "ANSWER", "text": "Nanti"})
        assert not drafted(session), path
        assert ">Nanti</textarea>" in page_of(client, path, record), path


def test_what_is_refused_as_it_leaves_keeps_its_files_in_the_draft(session, client, ani):
    contact = make_contact(session)
    choose(client, "contacts", contact)
    post(client, f"/admin/contacts/{contact.id}/compose", {"step": "reply", "text": "Halo Bu"})
    contact.last_inbound_at = None
    session.flush()
    send_due(session, utc_now() + UNDO_FOR)
    assert drafted(session) == 1


def test_a_note_takes_its_files_at_once_and_no_answer_ever_has_them(session, client, ani):
    for path, record, step, _given in subjects(session):
        choose(client, path, record, composer="NOTE", name="rahasia.jpg")
        post(client, f"/admin/{path}/{record.id}/compose", {"step": step, "text": "Tanpa berkas"})
        send_due(session, utc_now() + UNDO_FOR)
        post(client, f"/admin/{path}/{record.id}/compose", {"step": "note", "text": "Hanya kita"})
        assert not drafted(session), path
        page = page_of(client, path, record)
        assert page.count('alt="rahasia.jpg"') == 1, path
        assert 'alt="rahasia.jpg"' in page.partition('id="catatan"')[2], path


def test_a_form_without_scripts_brings_its_files_along(session, client, ani):
    [(path, record, step, _given), *_others] = subjects(session)
    words = {"step": step, "text": "Lihat", "files": (BytesIO(picture()), "a.jpg")}
    assert post(client, f"/admin/{path}/{record.id}/compose", words).status_code == 303
    send_due(session, utc_now() + UNDO_FOR)
    assert session.scalars(select(SupportAttachment.name)).all() == ["a.jpg"]


def test_a_form_that_is_sent_twice_brings_its_files_along_once(session, client, ani):
    for path, record, step, _given in subjects(session):
        for name, sent in ((step, 1), ("note", 2)):
            words = {"step": name, "text": "Lihat", "idempotency_key": new_key()}
            for _ in range(2):
                post(client, f"/admin/{path}/{record.id}/compose", words | {"files": (BytesIO(picture()), "a.jpg")})
            assert not drafted(session), path
            kept = select(func.count()).select_from(ComposerFile).where(ComposerFile.thing == record.__tablename__)
            files = select(func.count()).select_from(SupportAttachment)
            assert session.scalar(kept) + (session.scalar(files) if path == "support" else 0) == sent, path


def test_what_a_refused_form_brought_along_is_kept_with_its_words(session, client, ani):
    [_ticket, (path, record, step, _given), *_others] = subjects(session)
    for number in (1, 2):
        words = {"step": step, "text": "x" * 9000, "files": (BytesIO(picture()), "a.jpg")}
        post(client, f"/admin/{path}/{record.id}/compose", words)
        assert drafted(session) == number


def test_a_closed_composer_stores_nothing(session, client, ani):
    contact = make_contact(session)
    contact.last_inbound_at = None
    session.flush()
    kept = Path(client.application.config["SETTINGS"].storage_dir)
    before = set(kept.rglob("*"))
    assert choose(client, "contacts", contact, content=picture("plum")).status_code == 422
    assert set(kept.rglob("*")) == before


def test_only_pictures_and_plain_pdfs_are_taken_and_five_of_them(session, client, ani):
    [_ticket, (path, record, _step, _given), *_others] = subjects(session)
    refused = choose(client, path, record, name="x.exe", content=b"MZ program")
    assert (refused.status_code, "PDF atau foto" in refused.json["error"]) == (422, True)
    for number in range(MOST_FILES):
        assert choose(client, path, record, content=picture((number * 20, 0, 0))).status_code == 200
    assert "Paling banyak 5" in choose(client, path, record).json["error"]
    assert drafted(session) == MOST_FILES


def test_a_draft_belongs_to_its_writer(session, client, ani):
    [_ticket, (path, record, _step, _given), *_others] = subjects(session)
    choose(client, path, record)
    own = session.scalars(select(ComposerFile)).one()
    address = f"/admin/{path}/{record.id}/attached/{own.id}"
    assert client.get(address).status_code == 200
    assert client.get(f"/admin/{path}/{record.id + 99}/attached/{own.id}").status_code == 404
    log_in(client, make_cs(session))
    assert client.get(address).status_code == 404
    post(client, f"{address}/drop", {"composer": "ANSWER"})
    assert drafted(session) == 1


def test_the_sender_reads_the_answers_files_on_their_own_page_and_never_those_of_a_note(session, client, ani):
    _ticket, (_bugs, bug, _a, _b), (_feedback, feedback, _c, _d), *_rest = subjects(session)
    for path, record, own in (
        ("bugs", bug, f"/bugs/{bug.number}"),
        ("feedback", feedback, f"/feedback/{feedback.number}"),
    ):
        for composer, name in (("ANSWER", "untuk-anda.jpg"), ("NOTE", "rahasia.jpg")):
            choose(client, path, record, composer=composer, name=name)
        post(client, f"/admin/{path}/{record.id}/compose", {"step": "answer", "text": "Lihat foto"})
        post(client, f"/admin/{path}/{record.id}/compose", {"step": "note", "text": "Hanya kita"})
        send_due(session, utc_now() + UNDO_FOR)
        reader = client.application.test_client()
        log_in(reader, record.reporter if path == "bugs" else record.author)
        page = reader.get(own).text
        assert "rahasia.jpg" not in page, path
        [address] = re.findall(r'<a href="(/sent-files/[^"]+)"', page)
        outsider = client.application.test_client()
        assert outsider.get(address).headers["Content-Type"] == "image/jpeg", path
        assert outsider.get(f"{address}x").status_code == 404, path


def test_no_link_opens_a_note_or_a_draft(app, session, client, ani):
    [_ticket, (path, record, _step, _given), *_others] = subjects(session)
    choose(client, path, record, composer="NOTE")
    post(client, f"/admin/{path}/{record.id}/compose", {"step": "note", "text": "Hanya kita"})
    choose(client, path, record)
    files = session.scalars(select(ComposerFile)).all()
    assert len(files) == 2
    for one in files:
        with app.test_request_context():
            link = signed_file_url(one.id)
        assert client.get(urlsplit(link).path).status_code == 404, one.kind


def test_what_is_said_to_a_contact_during_a_security_ticket_is_closed_to_cs_with_its_files(session, client, ani):
    contact, dewi, reader = make_contact(session), make_cs(session), client.application.test_client()
    log_in(reader, dewi)

    def seen(told=""):
        files = session.scalars(select(ComposerFile).order_by(ComposerFile.id)).all()
        opened = [reader.get(f"/admin/contacts/{contact.id}/attached/{one.id}").status_code for one in files]
        return opened, told in page_of(reader, "contacts", contact)

    def write(step, composer, text):
        choose(client, "contacts", contact, composer=composer)
        post(client, f"/admin/contacts/{contact.id}/compose", {"step": step, "text": text})

    write("note", "NOTE", "Hanya kita")
    assert seen("Hanya kita") == ([200], True)
    secret = make_ticket(session, at=utc_now(), kind=TicketKind.SECURITY)
    secret.contact_id = contact.id
    write("reply", "ANSWER", "Ganti kata sandi")
    assert seen("Ganti kata sandi") == ([404, 404], False)
    send_due(session, utc_now() + UNDO_FOR)
    assert session.scalar(select(func.count()).where(OutboxMessage.kind == "contact.reply")) == 1
    assert seen("Ganti kata sandi") == ([404, 404], False)
    secret.kind = TicketKind.PROBLEM
    session.flush()
    assert seen("Ganti kata sandi") == ([200, 200], True)


def test_a_file_that_is_taken_out_of_a_draft_is_kept_nowhere(session, client, ani):
    contact = make_contact(session)
    session.commit()
    before = session.scalar(select(func.count()).select_from(StoredFile))
    choose(client, "contacts", contact)
    own = session.scalars(select(ComposerFile)).one()
    post(client, f"/admin/contacts/{contact.id}/attached/{own.id}/drop", {"composer": "ANSWER", "text": "Nanti"})
    assert session.scalar(select(func.count()).select_from(StoredFile)) == before


def test_newer_words_keep_a_draft_longer(session, ani):
    from_then = {"thing": "bug_reports", "thing_id": 1, "user_id": ani.id, "kind": "NOTE"}
    session.add(ComposerDraft(**from_then, text="Lama", created_at=utc_now() - timedelta(days=80)))
    session.flush()
    store_draft(session, **from_then, text="Baru")
    session.expire_all()
    kept = session.scalars(select(ComposerDraft)).one()
    assert (kept.text, utc_now() - kept.created_at < timedelta(days=1)) == ("Baru", True)
