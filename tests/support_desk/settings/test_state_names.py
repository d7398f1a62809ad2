"""The states of a ticket stay; what the desk and its customers call them is edited in the panel, in both languages."""

import pytest
from flask_babel import force_locale
from sqlalchemy import select

from app.core.errors import Invalid
from app.http.pages.language import COOKIE
from app.models.accounts.user import Role
from app.models.support.settings.state_names import WORDS, StateName
from app.models.support.ticket import SupportStatus
from tests.api.conftest import key_of
from tests.factories import NOW, make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.html import parse
from tests.support.walking.posting import post
from tests.support_desk.clocks.test_promises import filled
from tests.support_desk.desk import make_ticket
from workflows.support import ensure_ticket_link, finish_support_ticket, save_state_name, take_support_ticket

OWN = {
    "name": "Menunggu dicek",
    "name_en": "To be checked",
    "shown_name": "Sudah kami kerjakan",
    "shown_name_en": "We are done",
    "shown_note": "Beri tahu kami bila belum beres.",
    "shown_note_en": "Tell us if it is not settled.",
}


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def row_of(session, status):
    return session.scalars(select(StateName).where(StateName.status == status)).one()


def rename(session, status=SupportStatus.DONE, **words):
    save_state_name(session, row_of(session, status), words={**dict.fromkeys(WORDS, ""), **words})


def make_done(session, dewi):
    ticket = make_ticket(session, at=NOW)
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Sudah", now=NOW)
    return ticket


def test_the_panel_edits_the_words_and_every_screen_follows(session, client, dewi):
    ticket = make_done(session, dewi)
    session.commit()
    log_in(client, dewi)
    assert "Terselesaikan" in client.get("/admin/support/").text
    path = f"/admin/support_state_names/edit/?id={row_of(session, SupportStatus.DONE).id}"
    form = client.get(path).text
    assert "Kosong: Terselesaikan" in form
    assert "Kosong: Resolved" in form
    post(client, path, {**filled(client, path), **OWN})
    pages = {
        "list": "/admin/support/",
        "filter": "/admin/support/?flt_status=DONE",
        "all": "/admin/desk/",
        "ticket": f"/admin/support/details/?id={ticket.id}",
        "export": "/admin/support/export/csv/",
    }
    for page in pages.values():
        text = client.get(page).text
        assert OWN["name"] in text, page
        assert "Terselesaikan<" not in text, page
    chip = parse(client.get(pages["filter"]).text)
    assert [one.text for one in chip.findall(".//option") if one.get("value") == "DONE"] in ([], [OWN["name"]])


def test_the_customer_reads_their_words_in_their_language(session, client, dewi):
    rename(session, **OWN)
    ticket = make_done(session, dewi)
    token = ensure_ticket_link(session, ticket_id=ticket.id).token
    session.commit()
    for language, suffix in (("id", ""), ("en", "_en")):
        client.set_cookie(COOKIE, language)
        page = client.get(f"/ticket/{token}").text
        assert OWN[f"shown_name{suffix}"] in page
        assert OWN[f"shown_note{suffix}"] in page
        assert OWN["name"] not in page


def test_a_member_reads_the_same_in_their_list(session, client, dewi):
    rename(session, SupportStatus.NEW, shown_name="Sudah di meja kami")
    wati = make_user(session, "Wati", Role.MEMBER)
    ticket = make_ticket(session, at=NOW)
    ticket.requester_id = wati.id
    session.commit()
    log_in(client, wati)
    assert "Sudah di meja kami" in client.get("/support").text


def test_refusals_and_history_use_the_words(session, client, dewi):
    rename(session, SupportStatus.IN_PROGRESS, name="Sedang digarap")
    ticket = make_ticket(session, at=NOW)
    take_support_ticket(session, ticket_id=ticket.id, actor=dewi, now=NOW)
    session.commit()
    log_in(client, dewi)
    page = client.get(f"/admin/support/details/?id={ticket.id}").text
    assert "Baru → Sedang digarap" in page
    assert "Dikerjakan" not in page.split("Baru → Sedang digarap")[0].split("<h1")[-1][:400]


@pytest.mark.parametrize("words", [{"name": "Ditutup"}, {"name": "ditutup "}])
def test_two_states_of_one_name_are_refused(session, dewi, words):
    with pytest.raises(Invalid):
        rename(session, **words)


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize(
    ("own", "taken", "refused"),
    [
        ({"name": "Masuk"}, {"name": "Baru"}, {}),
        ({"name": "Masuk"}, {"name": "MASUK"}, {"name": "masuk"}),
        ({"name_en": "Inbound"}, {"name_en": "New"}, {}),
        ({}, {"name_en": "new"}, {"name_en": "new"}),
        ({}, {"name": "baru"}, {"name": "baru"}),
    ],
)
def test_names_are_told_apart_from_those_that_sigap_brings_whoever_writes(
    app, session, dewi, language, own, taken, refused
):
    """`own`: of the new ones, first; `taken`: what the finished ones want; `refused`: where that stops, else the way back."""
    with app.app_context(), force_locale(language):
        rename(session, SupportStatus.NEW, **own)
        if refused:
            with pytest.raises(Invalid):
                rename(session, SupportStatus.DONE, **taken)
        else:
            rename(session, SupportStatus.DONE, **taken)
            with pytest.raises(Invalid):
                rename(session, SupportStatus.NEW)


def test_empty_words_fall_back_to_what_sigap_brings(session, client, dewi):
    rename(session, **OWN)
    rename(session)
    make_done(session, dewi)
    session.commit()
    log_in(client, dewi)
    assert "Terselesaikan" in client.get("/admin/support/").text
    assert OWN["name"] not in client.get("/admin/support/").text


def test_programs_read_the_words_in_the_language_they_ask_for(session, client, dewi):
    rename(session, SupportStatus.NEW, name="Masuk", name_en="In", shown_name="Ada di kami")
    ticket = make_ticket(session, at=NOW)
    secret = key_of(session, dewi, ["support:read"])
    session.commit()
    for language, desk, customer in (("id", "Masuk", "Ada di kami"), ("en", "In", "Received")):
        headers = {"Authorization": f"Bearer {secret}", "Accept-Language": language}
        told = client.get(f"/api/v1/support/{ticket.id}", headers=headers).json
        assert (told["status"], told["status_label"], told["customer_status_label"]) == ("NEW", desk, customer)
