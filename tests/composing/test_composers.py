"""Two composers wherever staff talk to somebody: drafts, an answer that can be taken back, canned texts, news meanwhile."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from app.core.clock import utc_now
from app.jobs.outbox.held_messages import send_step
from app.models.accounts.user import UserStatus
from app.models.composing import ComposerDraft, HeldMessage
from app.models.feedback.bug import BugEntry, BugEntryKind
from app.models.feedback.feedback import EntryKind, FeedbackEntry
from app.models.messaging.contact import ContactNote, WhatsAppContact
from app.models.messaging.outbox import OutboxMessage
from app.models.support.messages import MessageKind, SupportMessage
from app.models.support.settings.macros import SupportMacro
from tests.bugs.reports import make_bug, make_member
from tests.factories import make_admin, make_company, make_cs
from tests.feedback.desk.desk_cast import add, make_feedback
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket
from workflows.composing import UNDO_FOR, hold_message, read_drafts, send_next_held, store_draft, take_back_message
from workflows.composing.take_back_message import AlreadySent
from workflows.support import merge_tickets, receive_customer_message


@pytest.fixture
def ani(session, client):
    """An administrator: may answer at every one of them."""
    make_company(session)
    ani = make_admin(session)
    log_in(client, ani)
    return ani


def make_contact(session):
    contact = WhatsAppContact(wa_id="6281311110001", profile_name="Bu Mira", last_inbound_at=utc_now(), draft={})
    session.add(contact)
    session.flush()
    return contact


def subjects(session):
    """Path, record, step of an answer, and the query that counts the answers that were given."""
    ticket = make_ticket(session, at=utc_now())
    wati = make_member(session)
    bug, feedback, contact = make_bug(session, wati), make_feedback(session, wati), make_contact(session)
    said = select(func.count())
    return [
        ("support", ticket, "answer", said.where(SupportMessage.kind == MessageKind.ANSWER)),
        ("bugs", bug, "answer", said.where(BugEntry.kind == BugEntryKind.ANSWER)),
        ("feedback", feedback, "answer", said.where(FeedbackEntry.kind == EntryKind.ANSWER)),
        ("contacts", contact, "reply", said.where(OutboxMessage.kind == "contact.reply")),
    ]


def send_due(session, at):
    while send_next_held(session, send_step, now=at):
        pass


def test_an_answer_waits_ten_seconds_and_leaves_without_its_page(session, client, ani):
    for path, record, step, given in subjects(session):
        pressed = post(client, f"/admin/{path}/{record.id}/compose", {"step": step, "text": "Baik"})
        assert pressed.status_code == 303, path
        page = client.get(f"/admin/{path}/details/?id={record.id}").text
        assert "Urungkan" in page, path
        assert page.count("data-composer=") == 2, path
        before = session.scalar(given)
        send_due(session, utc_now() + UNDO_FOR - timedelta(seconds=1))
        assert session.scalar(given) == before, path
        send_due(session, utc_now() + UNDO_FOR)
        assert session.scalar(given) == before + 1, path
        send_due(session, utc_now() + UNDO_FOR)
        assert session.scalar(given) == before + 1, path


def test_what_is_taken_back_is_the_draft_again_and_never_leaves(session, client, ani):
    for path, record, step, given in subjects(session):
        post(client, f"/admin/{path}/{record.id}/compose", {"step": step, "text": "Terlalu cepat"})
        held = session.scalars(select(HeldMessage)).one()
        post(client, f"/admin/{path}/{record.id}/take_back/{held.id}")
        send_due(session, utc_now() + 2 * UNDO_FOR)
        assert not session.scalar(given), path
        page = client.get(f"/admin/{path}/details/?id={record.id}").text
        assert re.search(r"<textarea[^>]*>Terlalu cepat</textarea>", page), path


def test_a_note_is_written_at_once_and_by_no_way_an_answer(session, client, ani):
    for path, record, _step, given in subjects(session):
        post(client, f"/admin/{path}/{record.id}/compose", {"step": "note", "text": "Hanya untuk kita"})
        assert not session.scalar(select(func.count()).select_from(HeldMessage)), path
        assert not session.scalar(given), path
        page = client.get(f"/admin/{path}/details/?id={record.id}").text
        assert "Hanya untuk kita" in page.partition('id="catatan"')[2], path
    assert session.scalars(select(ContactNote.text)).all() == ["Hanya untuk kita"]


def test_every_composer_keeps_its_draft_and_the_list_says_so(session, client, ani):
    for path, record, _step, _given in subjects(session):
        for composer, text in (("ANSWER", "Mohon tunggu"), ("NOTE", "Tanya Sari")):
            kept = post(client, f"/admin/{path}/{record.id}/draft", {"composer": composer, "text": text})
            assert kept.status_code == 204, path
        page = client.get(f"/admin/{path}/details/?id={record.id}").text
        assert ">Mohon tunggu</textarea>" in page, path
        assert ">Tanya Sari</textarea>" in page, path
        assert "Draf</span>" in client.get(f"/admin/{path}/").text, path
    assert post(client, f"/admin/{path}/{record.id}/draft", {"composer": "OTHER", "text": "x"}).status_code == 400


def test_a_message_that_came_meanwhile_is_read_before_the_answer_leaves(session, client, ani):
    ticket = make_ticket(session, at=utc_now())
    newest = receive_customer_message(session, ticket_id=ticket.id, text="Sudah tidak bocor", now=utc_now())
    wati = make_member(session)
    feedback = make_feedback(session, wati)
    added = add(session, feedback, wati)
    for path, record, seen in (("support", ticket, newest.id), ("feedback", feedback, added.id)):
        words = {"step": "answer", "text": "Besok kami datang"}
        for tried, expected in (({"seen": "0"}, 0), ({"seen": str(seen)}, 1)):
            post(client, f"/admin/{path}/{record.id}/compose", {**words, **tried})
            held = select(func.count()).where(HeldMessage.thing == record.__tablename__)
            assert session.scalar(held) == expected, (path, tried)
            if not expected:
                page = client.get(f"/admin/{path}/details/?id={record.id}").text
                assert "pesan baru masuk" in page
                assert "Besok kami datang</textarea>" in page


def test_what_is_refused_when_it_leaves_is_told_and_kept(session, client, ani):
    contact = make_contact(session)
    post(client, f"/admin/contacts/{contact.id}/compose", {"step": "reply", "text": "Halo Bu"})
    contact.last_inbound_at = utc_now() - timedelta(hours=24)
    session.flush()
    send_due(session, utc_now() + UNDO_FOR)
    draft = session.scalars(select(ComposerDraft)).one()
    assert (draft.text, "24 jam" in draft.refusal) == ("Halo Bu", True)
    assert not session.scalar(select(func.count()).select_from(HeldMessage))


def test_an_answer_given_in_the_seconds_of_taking_back_is_read_before_the_second_leaves(session, client, ani):
    """Two of one writer both leave; what came in by a merged ticket is read first, too."""
    dewi, ticket = make_cs(session), make_ticket(session, at=utc_now())
    other = make_ticket(session, at=utc_now(), customer=ticket.customer)
    own = {
        "thing": "support_tickets",
        "thing_id": ticket.id,
        "step": "answer",
        "most": 100,
        "now": utc_now(),
        "seen": 0,
    }
    for writer, text in ((dewi, "Satu"), (dewi, "Dua"), (ani, "Tiga")):
        hold_message(session, **own, user_id=writer.id, text=text)
    send_due(session, utc_now() + UNDO_FOR)
    said = select(SupportMessage.text).where(SupportMessage.ticket_id == ticket.id).order_by(SupportMessage.id)
    assert session.scalars(said).all() == ["Satu", "Dua"]
    draft = session.scalars(select(ComposerDraft)).one()
    assert (draft.text, draft.user_id, "pesan baru" in draft.refusal) == ("Tiga", ani.id, True)
    newest = session.scalar(select(func.max(SupportMessage.id)))
    merge_tickets(session, ticket_id=other.id, into=ticket.number, actor=dewi, now=utc_now())
    receive_customer_message(session, ticket_id=other.id, text="Halo?", now=utc_now())
    post(client, f"/admin/support/{ticket.id}/compose", {"step": "answer", "text": "Empat", "seen": str(newest)})
    assert not session.scalar(select(func.count()).select_from(HeldMessage))


def test_nothing_leaves_in_the_name_of_somebody_who_was_locked_meanwhile(session, ani):
    ticket, dewi = make_ticket(session, at=utc_now()), make_cs(session)
    own = {"thing": "support_tickets", "thing_id": ticket.id, "user_id": dewi.id}
    hold_message(session, **own, step="answer", text="Baik", most=100, now=utc_now())
    dewi.status = UserStatus.INACTIVE
    session.flush()
    send_due(session, utc_now() + UNDO_FOR)
    assert not session.scalars(select(SupportMessage)).all()
    assert read_drafts(session, **own)["ANSWER"].text == "Baik"


def test_taking_back_keeps_what_was_begun_since_and_is_only_the_writers(session, ani):
    ticket, dewi = make_ticket(session, at=utc_now()), make_cs(session)
    own = {"thing": "support_tickets", "thing_id": ticket.id, "user_id": dewi.id}
    held = hold_message(session, **own, step="answer", text="Pertama", most=100, now=utc_now())
    store_draft(session, **own, kind="ANSWER", text="Kedua")
    with pytest.raises(AlreadySent):
        take_back_message(session, held_id=held.id, user_id=ani.id)
    take_back_message(session, held_id=held.id, user_id=dewi.id)
    assert read_drafts(session, **own)["ANSWER"].text == "Pertama\n\nKedua"
    with pytest.raises(AlreadySent):
        take_back_message(session, held_id=held.id, user_id=dewi.id)


def test_sending_forgets_only_the_draft_that_says_the_same(session, ani):
    ticket = make_ticket(session, at=utc_now())
    own = {"thing": "support_tickets", "thing_id": ticket.id, "user_id": ani.id}
    for typed, left in (("Kami datang \n", None), ("Berikutnya", "Berikutnya")):
        store_draft(session, **own, kind="ANSWER", text=typed)
        hold_message(session, **own, step="answer", text="Kami datang", most=100, now=utc_now())
        if left:
            store_draft(session, **own, kind="ANSWER", text=typed)
        send_due(session, utc_now() + UNDO_FOR)
        draft = read_drafts(session, **own).get("ANSWER")
        assert (draft.text if draft else None) == left


def test_canned_texts_are_filled_in_and_marked_where_something_is_missing(session, client, ani):
    everywhere = ["bug_reports", "feedback", "support_tickets", "whatsapp_contacts"]
    greeting = "Halo {{pelanggan.nama}}, soal {{tiket.nomor}}."
    session.add_all(
        [
            SupportMacro(name="Sapa", reply="ANSWER", text=greeting, places=everywhere),
            SupportMacro(name="Tiket saja", reply="ANSWER", text="Baik."),
        ]
    )
    session.flush()
    for path, record, _step, _given in subjects(session):
        found = client.get(f"/admin/{path}/{record.id}/canned").json
        assert [one["name"] for one in found] == ["Sapa", "Tiket saja"][: 2 if path == "support" else 1]
        assert found[0]["empty"] == (["tiket.nomor"] if path == "contacts" else []), path
        assert getattr(record, "number", "Bu Mira") in found[0]["text"], path


def test_who_may_not_see_the_record_reaches_none_of_its_composers(session, client, ani):
    wati = make_member(session)
    feedback = make_feedback(session, wati)
    log_in(client, wati)
    for step in ("canned", "thread"):
        assert client.get(f"/admin/feedback/{feedback.id}/{step}").status_code == 403
    assert post(client, f"/admin/feedback/{feedback.id}/draft", {"composer": "NOTE", "text": "x"}).status_code == 403
    assert not session.scalars(select(ComposerDraft)).all()
