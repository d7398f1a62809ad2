"""A ticket as PDF: drawn by the queue of documents; what its customer gets holds no note and no other customer."""

import io

import pytest
from pypdf import PdfReader
from sqlalchemy import event, select, update

from app.http.files.storage import storage
from app.jobs.documents.tickets import draw_tickets, ticket_page
from app.models.accounts.user import Role
from app.models.files.document import StoredFile
from app.models.files.undrawn_file import UndrawnFile
from app.models.support.prints import SupportPrint
from app.models.support.ticket import TicketKind
from tests.factories import NOW, make_company, make_cs, make_customer, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import make_ticket
from workflows.support import answer_ticket, merge_tickets, note_ticket, order_print

NOTE = "Pelanggan ini sering terlambat bayar"


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


@pytest.fixture
def ticket(session, dewi):
    found = make_ticket(session, at=NOW, description="Air menetes\ndari unit <b>dalam</b>")
    answer_ticket(session, ticket_id=found.id, text="Kami datang besok", actor=dewi, now=NOW)
    note_ticket(session, ticket_id=found.id, text=NOTE, actor=dewi, now=NOW)
    return found


def draw(app, session):
    session.commit()
    with app.app_context():
        draw_tickets()
    session.expire_all()


def text_of(app, made):
    with app.app_context(), storage().open(made.file.storage_key) as file:
        pages = PdfReader(io.BytesIO(file.read())).pages
        return " ".join(" ".join(page.extract_text() for page in pages).split())


def page_of(session, ticket, *, with_notes):
    return ticket_page(session, ticket, with_notes=with_notes, with_security=False)


def prints(session):
    return session.scalars(select(SupportPrint).order_by(SupportPrint.id)).all()


def test_the_desk_asks_for_both_copies_and_the_customers_has_no_note(app, session, client, dewi, ticket):
    session.commit()
    log_in(client, dewi)
    for page, notes in (
        (f"/admin/support/print/{ticket.id}", {}),
        (f"/admin/support/print/{ticket.id}?notes=1", {"notes": "1"}),
    ):
        post(client, f"/admin/support/pdf/{ticket.id}", notes)
        assert "Sedang dibuat" in client.get(page).text
    draw(app, session)
    customers, own = prints(session)
    told, all_of_it = text_of(app, customers), text_of(app, own)
    for words in (ticket.number, "Air menetes dari unit <b>dalam</b>", "Kami datang besok", dewi.name):
        assert words in told
        assert words in all_of_it
    assert NOTE not in told
    assert "bukan untuk pelanggan" not in told
    assert NOTE in all_of_it
    assert "bukan untuk pelanggan" in all_of_it
    answer = client.get(f"/admin/support/pdf/{customers.id}/file")
    assert answer.data.startswith(b"%PDF")


def test_what_waits_already_is_not_asked_for_twice(session, dewi, ticket):
    first, second = (order_print(session, ticket_id=ticket.id, with_notes=False, actor=dewi, now=NOW) for _ in range(2))
    assert first == second


def test_an_order_that_is_drawn_while_it_is_asked_for_again_is_the_same(session, dewi, ticket):
    first = order_print(session, ticket_id=ticket.id, with_notes=False, actor=dewi, now=NOW)
    stored = StoredFile(storage_key="x", sha256="x", size=1, media_type="application/pdf")
    session.add(stored)
    session.flush()
    connection = session.connection()

    def draw_now(*_given):
        """Between the two statements of the second order."""
        connection.execute(update(SupportPrint).values(file_id=stored.id, drawn_at=NOW))

    event.listen(connection, "after_cursor_execute", draw_now, once=True)
    assert order_print(session, ticket_id=ticket.id, with_notes=False, actor=dewi, now=NOW) == first


def test_a_customers_copy_leaves_out_what_another_customer_wrote(app, session, dewi, ticket):
    other = make_ticket(session, at=NOW, customer=make_customer(session, name="Bu Tuti"), description="Rahasia Bu Tuti")
    answer_ticket(session, ticket_id=other.id, text="Untuk Bu Tuti saja", actor=dewi, now=NOW)
    merge_tickets(session, ticket_id=other.id, into=ticket.number, other_customer="YES", actor=dewi, now=NOW)
    with app.app_context():
        customers, own = (page_of(session, ticket, with_notes=with_notes) for with_notes in (False, True))
    for words in ("Untuk Bu Tuti saja", "Rahasia Bu Tuti"):
        assert words not in customers
        assert words in own


def test_what_was_asked_in_a_ticket_that_was_merged_is_printed(app, session, client, dewi, ticket):
    other = make_ticket(session, at=NOW, customer=ticket.customer, description="Unit kamar dua juga")
    merge_tickets(session, ticket_id=other.id, into=ticket.number, actor=dewi, now=NOW)
    session.commit()
    with app.app_context():
        assert "Unit kamar dua juga" in page_of(session, ticket, with_notes=False)
    log_in(client, dewi)
    for notes in ("", "?notes=1"):
        assert "Unit kamar dua juga" in client.get(f"/admin/support/print/{ticket.id}{notes}").text


def test_words_of_a_merged_security_ticket_are_printed_for_its_readers_alone(app, session, client, dewi, ticket):
    """The ticket it was merged into is no longer of that kind."""
    ratna, words = make_user(session, "Ratna", Role.ADMIN), "Kata sandi tertulis di dinding"
    ticket.kind = TicketKind.SECURITY
    given = {"customer": ticket.customer, "kind": TicketKind.SECURITY, "description": words}
    secret = make_ticket(session, at=NOW, **given)
    note_ticket(session, ticket_id=secret.id, text="Sandi sudah diganti", actor=ratna, now=NOW)
    merge_tickets(session, ticket_id=secret.id, into=ticket.number, actor=ratna, now=NOW)
    ticket.kind = TicketKind.PROBLEM
    readers = ((dewi, False), (ratna, True))
    for reader, _reads in readers:
        order_print(session, ticket_id=ticket.id, with_notes=True, actor=reader, now=NOW)
    stored = StoredFile(storage_key="x", sha256="x", size=1, media_type="application/pdf")
    session.add(stored)
    session.flush()
    for one in prints(session):
        one.file_id = stored.id
    session.commit()
    dewis, ratnas = prints(session)
    with app.app_context():
        for one, reads in ((dewis, False), (ratnas, True)):
            page = ticket_page(session, ticket, with_notes=True, with_security=one.is_security)
            assert [said in page for said in (words, "Sandi sudah diganti")] == [reads, reads]
    for reader, reads in readers:
        log_in(client, reader)
        page = client.get(f"/admin/support/print/{ticket.id}?notes=1").text
        assert [said in page for said in (words, "Sandi sudah diganti")] == [reads, reads]
        assert [f"/pdf/{one.id}/file" in page for one in (dewis, ratnas)] == [True, reads]
    log_in(client, dewi)
    assert client.get(f"/admin/support/pdf/{ratnas.id}/file").status_code == 404


def test_a_security_ticket_is_neither_ordered_nor_opened_nor_named_for_others(app, session, client, dewi):
    ratna = make_user(session, "Ratna", Role.ADMIN)
    secret = make_ticket(session, at=NOW, kind=TicketKind.SECURITY)
    print_id = order_print(session, ticket_id=secret.id, with_notes=True, actor=ratna, now=NOW)
    make_company(session).logo_file_id = None
    draw(app, session)
    log_in(client, dewi)
    assert client.get(f"/admin/support/pdf/{print_id}/file").status_code == 404
    assert post(client, f"/admin/support/pdf/{secret.id}", {}).status_code == 404
    assert session.scalars(select(UndrawnFile.title)).all() == []
    log_in(client, ratna)
    assert client.get(f"/admin/support/pdf/{print_id}/file").status_code == 200


def test_the_customers_copy_speaks_their_language(app, session, ticket):
    ticket.locale = "en"
    session.commit()
    with app.app_context():
        page = page_of(session, ticket, with_notes=False)
    assert "In progress" in page
    assert "Dikerjakan" not in page


def test_the_subject_of_a_ticket_is_no_wider_than_the_engine_counts(app, session, dewi, ticket):
    """It breaks and centres lines without their letter-spacing (`Tc`): a subject of a line's length left the page."""
    ticket.subject = "Sudah dua hari janji teknisi datang, belum ada kabar sama sekali"
    order_print(session, ticket_id=ticket.id, with_notes=False, actor=dewi, now=NOW)
    draw(app, session)
    (made,) = prints(session)
    with app.app_context(), storage().open(made.file.storage_key) as file:
        drawn = PdfReader(io.BytesIO(file.read())).pages[0].get_contents()
    assert drawn is not None
    assert b" Tc" not in drawn.get_data()
