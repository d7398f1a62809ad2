"""Macros: prepared replies with checked variables, and the steps that go with them."""

from datetime import datetime

import pytest
from sqlalchemy import event, select

from app.core.clock import WIB, utc_now
from app.core.errors import Invalid, NotAvailable
from app.core.units import unit_of
from app.models.accounts.user import Role
from app.models.support.messages import SupportMessage
from app.models.support.settings.macros import MacroReply, SupportMacro
from app.models.support.ticket import SupportStatus
from app.policies.service_levels.reply_variables import fill_in, greeting, unknown_variables
from tests.factories import make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import preview_macro, receive_customer_message, run_macro, save_macro
from workflows.support.answering.answers import NewerMessage


@pytest.mark.parametrize(
    ("text", "unknown"),
    [
        ("Halo {{pelanggan.nama}}, selamat {{ salam }}", []),
        ("Harga {100} dan {a}", []),
        ("{{ }}", [""]),
        ("{{nama}} {{tiket.nomor}} {{nama}}", ["nama"]),
        ("{{salam", ["{{"]),
        ("salam}}", ["}}"]),
        ("{{tiket.nomor.x}}", ["tiket.nomor.x"]),
    ],
)
def test_only_variables_of_the_list_are_known(text, unknown):
    assert unknown_variables(text) == unknown


def test_a_variable_without_a_value_is_named_and_stays():
    values = {"pelanggan.nama": "Pak {{Agus}}", "salam": " "}
    assert fill_in("{{salam}} {{ pelanggan.nama }} {{salam}}", values) == (
        "{{salam}} Pak { {Agus} } {{salam}}",
        ["salam"],
    )


@pytest.mark.parametrize("subject", ["{{agen.nama}}", "{{ tautan.tiket }}", "{{{{salam}}}}", "Harga {{ itu }}"])
def test_what_a_customer_wrote_is_no_variable_however_often_it_is_filled(subject):
    values = {"tiket.subjek": subject, "agen.nama": "Dewi", "salam": "pagi", "tautan.tiket": "https://x.id/ticket/a"}
    once, empty = fill_in("Tentang {{tiket.subjek}}", values)
    assert (fill_in(once, values), empty) == ((once, []), [])


@pytest.mark.parametrize(
    ("hour", "indonesian", "english"),
    [
        (0, "malam", "evening"),
        (3, "malam", "evening"),
        (4, "pagi", "morning"),
        (10, "pagi", "morning"),
        (11, "siang", "afternoon"),
        (14, "siang", "afternoon"),
        (15, "sore", "afternoon"),
        (18, "sore", "afternoon"),
        (19, "malam", "evening"),
        (23, "malam", "evening"),
    ],
)
def test_the_greeting_follows_the_hour(hour, indonesian, english):
    assert (greeting(hour, "id"), greeting(hour, "en")) == (indonesian, english)


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def make_macro(session, **given):
    facts = {
        "name": "Jadwal", "tags": "", "reply": MacroReply.ANSWER, "text_en": "", "team_id": None, "priority": None,
        "to_me": False, "assignee_id": None, "text": "Selamat {{salam}} {{pelanggan.nama}}, tiket {{tiket.nomor}}.",
    }  # fmt: skip
    return save_macro(session, SupportMacro(), **{**facts, **given})


def test_a_macro_is_refused_without_words_steps_or_with_an_unknown_variable(session, dewi):
    for given, field in (
        ({"text": "{{pelanggan}}"}, "text"),
        ({"text_en": "{{x}}"}, "text_en"),
        ({"text": " "}, "text"),
        ({"reply": None}, "reply"),
    ):
        with pytest.raises(Invalid) as refused:
            make_macro(session, **given)
        assert refused.value.field == field
        session.expunge_all()


def test_its_steps_are_made_in_one_go_with_the_words_filled_in(session, dewi):
    ticket = make_ticket(session, at=utc_now())
    lia = make_user(session, "Lia", Role.SUPPORT)
    macro = make_macro(session, tags="Jadwal", priority="HIGH", assignee_id=lia.id, reply=MacroReply.ANSWER_AND_WAIT)
    run_macro(session, ticket_id=ticket.id, actor=dewi, macro_id=macro.id, now=datetime(2026, 11, 30, 9, tzinfo=WIB))
    made = fresh(session, ticket)
    assert (made.tags, made.priority, made.assignee_id, made.status) == (["jadwal"], "HIGH", lia.id, "WAITING")
    assert session.scalars(select(SupportMessage.text)).all() == [f"Selamat pagi Pak Agus, tiket {ticket.number}."]


def test_a_refused_step_leaves_nothing_done(session, dewi):
    ticket = make_ticket(session, at=utc_now())
    receive_customer_message(session, ticket_id=ticket.id, text="Halo?", now=utc_now())
    macro = make_macro(session, tags="jadwal")
    session.commit()
    with pytest.raises(NewerMessage), session.begin_nested():
        run_macro(session, ticket_id=ticket.id, actor=dewi, macro_id=macro.id, seen=0, now=utc_now())
    assert fresh(session, ticket).tags == []


def test_an_empty_variable_stops_the_reply(session, dewi):
    ticket = make_ticket(session, at=utc_now(), requester=None, actor=dewi)
    macro = make_macro(session)
    with pytest.raises(Invalid) as refused:
        run_macro(session, ticket_id=ticket.id, actor=dewi, macro_id=macro.id, now=utc_now())
    assert "pelanggan.nama" in str(refused.value)
    run_macro(session, ticket_id=ticket.id, actor=dewi, macro_id=macro.id, text="Halo semua", now=utc_now())
    assert session.scalars(select(SupportMessage.text)).all() == ["Halo semua"]


def test_english_customers_read_english_where_it_is_written(session, dewi):
    unit_of(session).public_url = "https://firma.id"
    ticket = make_ticket(session, at=utc_now())
    ticket.locale = "en"
    macro = make_macro(session, text_en="Good {{salam}}. We work {{jam_layanan}}. {{tautan.tiket}}")
    text = preview_macro(session, macro, ticket, actor=dewi, now=datetime(2026, 11, 30, 20, tzinfo=WIB))
    assert text.startswith("Good evening. We work Monday–Thursday 08.00-12.00, 13.00-17.00; Friday ")
    assert "https://firma.id/ticket/" in text


def test_a_note_and_an_end_are_replies_too(session, dewi):
    ticket = make_ticket(session, at=utc_now())
    note, end = make_macro(session, reply="NOTE"), make_macro(session, name="Selesai", reply="FINISH")
    run_macro(session, ticket_id=ticket.id, actor=dewi, macro_id=note.id, now=utc_now())
    assert fresh(session, ticket).status == SupportStatus.NEW
    run_macro(session, ticket_id=ticket.id, actor=dewi, macro_id=end.id, now=utc_now())
    assert fresh(session, ticket).status == SupportStatus.DONE
    with pytest.raises(NotAvailable):
        run_macro(session, ticket_id=ticket.id, actor=dewi, macro_id=end.id, now=utc_now())


def test_the_page_shows_what_a_macro_does_before_it_runs(session, client, dewi):
    log_in(client, dewi)
    ticket, macro = make_ticket(session, at=utc_now()), make_macro(session, tags="jadwal", to_me=True)
    assert f'value="{macro.id}">Jadwal' in client.get(f"/admin/support/details/?id={ticket.id}").text
    address = f"/admin/support/{ticket.id}/run_macro"
    html = client.get(f"{address}?macro_id={macro.id}").text
    assert f"tiket {ticket.number}." in html
    assert "Anda" in html
    answers = {"macro_id": str(macro.id), "text": "Halo, besok ya", "seen": "0"}
    assert post(client, address, answers).status_code == 302
    assert session.scalars(select(SupportMessage.text)).all() == ["Halo, besok ya"]
    assert fresh(session, ticket).assignee_id == dewi.id


def test_the_list_asks_the_database_no_more_for_more_tickets(session, client, dewi):
    log_in(client, dewi)

    def statements():
        seen = []
        engine = session.get_bind().engine

        def note(_c, _cursor, statement, *_more):
            if statement.startswith("SELECT"):
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", note)
        client.get("/admin/support/")
        event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    for _ in range(2):
        make_ticket(session, at=utc_now())
    statements()
    few = statements()
    for _ in range(4):
        make_ticket(session, at=utc_now())
    assert statements() == few


@pytest.mark.parametrize("is_known", [False, True])
def test_its_page_marks_a_variable_without_a_value_before_it_is_sent(session, client, dewi, is_known):
    given = {} if is_known else {"requester": None, "actor": dewi}
    ticket = make_ticket(session, at=utc_now(), **given)
    macro = make_macro(session)
    log_in(client, dewi)
    page = client.get(f"/admin/support/{ticket.id}/run_macro?macro_id={macro.id}").text
    assert ("belum ada isinya untuk tiket ini" in page) is not is_known
