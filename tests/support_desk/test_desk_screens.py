"""The desk's pages: list, one ticket, two composers, a collision, drafts, restricted sight."""

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.models.accounts.user import Role
from app.models.composing import ComposerDraft
from app.models.support.messages import SupportMessage
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import SupportTicket
from tests.factories import make_company, make_cs, make_user, make_visit
from tests.support.logins import log_in
from tests.support.walking.html import parse
from tests.support.walking.posting import post
from tests.support_desk.desk import fresh, make_ticket
from workflows.support import classify_ticket, note_ticket, receive_customer_message, save_team


@pytest.fixture
def dewi(session, client):
    make_company(session)
    dewi = make_cs(session)
    log_in(client, dewi)
    return dewi


def page_of(client, ticket):
    return client.get(f"/admin/support/details/?id={ticket.id}")


def test_the_list_shows_who_asks_and_until_when(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    html = client.get("/admin/support/").text
    assert ticket.number in html
    assert "Pak Agus" in html
    assert "sampai" in html


def test_a_ticket_shows_two_composers_that_cannot_be_mistaken(session, client, dewi):
    html = page_of(client, make_ticket(session, at=utc_now())).text
    assert html.count("<textarea") == 2
    assert "Balas Pak Agus" in html
    assert "Kirim ke Pak Agus" in html
    assert "Tidak terlihat pelanggan" in html


def test_an_answer_from_the_page_is_sent(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    answer = post(client, f"/admin/support/{ticket.id}/answer", {"text": "Kami datang", "seen": "0"})
    assert answer.status_code == 302
    assert "Kami datang" in page_of(client, ticket).text


def test_an_answer_that_missed_a_message_comes_back_with_it_and_keeps_its_words(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    newest = receive_customer_message(session, ticket_id=ticket.id, text="Sudah tidak bocor", now=utc_now())
    held = post(client, f"/admin/support/{ticket.id}/answer", {"text": "Kami datang besok", "seen": "0"})
    assert held.status_code == 422
    assert "Sudah tidak bocor" in held.text
    assert "Kami datang besok" in held.text
    assert "Kirim juga" in held.text
    assert f'name="seen" value="{newest.id}"' in held.text
    post(client, f"/admin/support/{ticket.id}/answer", {"text": "Kami datang besok", "seen": str(newest.id)})
    assert session.scalars(select(SupportMessage.text).where(SupportMessage.kind == "ANSWER")).all() == [
        "Kami datang besok"
    ]


def test_what_is_typed_is_kept_for_its_writer(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    typed = {"composer": "ANSWER", "text": "Mohon tunggu"}
    assert post(client, f"/admin/support/{ticket.id}/draft", typed).status_code == 204
    assert "Mohon tunggu" in page_of(client, ticket).text
    assert session.scalar(select(ComposerDraft.user_id)) == dewi.id


def test_a_security_ticket_is_nowhere_for_those_who_may_not_see_it(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    classify_ticket(
        session, ticket_id=ticket.id, actor=dewi, kind="SECURITY", impact="WIDE", urgency="HIGH", now=utc_now()
    )
    assert page_of(client, ticket).status_code in {302, 404}
    for path in ("/admin/support/", f"/admin/support/?search={ticket.number}", "/admin/"):
        assert ticket.subject not in client.get(path).text
    assert post(client, f"/admin/support/{ticket.id}/answer", {"text": "x", "seen": "0"}).status_code == 404
    log_in(client, make_user(session, "Dimas", Role.DEVOPS))
    assert page_of(client, ticket).status_code == 200


def test_a_ticket_is_given_to_a_colleague_from_the_page(session, client, dewi):
    ticket, lia = make_ticket(session, at=utc_now()), make_user(session, "Lia", Role.SUPPORT)
    assert "Lia" in client.get(f"/admin/support/{ticket.id}/assign").text
    post(client, f"/admin/support/{ticket.id}/assign", {"assignee_id": str(lia.id)})
    assert fresh(session, ticket).assignee_id == lia.id


def test_the_support_role_works_at_the_desk(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    log_in(client, make_user(session, "Lia", Role.SUPPORT))
    assert ticket.subject in client.get("/admin/").text
    post(client, f"/admin/support/{ticket.id}/take")
    assert session.scalars(select(SupportTicket.status)).all() == ["IN_PROGRESS"]


def test_the_time_of_the_clock_keeps_its_width_in_the_list(session, client, dewi):
    make_ticket(session, at=utc_now())
    cell = client.get("/admin/support/").text.partition("col-clocks")[2]
    assert "cell-fit" in cell.partition('"')[0]


def test_a_ticket_is_split_linked_and_given_to_a_team_from_its_page(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    bill = receive_customer_message(session, ticket_id=ticket.id, text="Tagihan saya dua kali", now=utc_now())
    visit = make_visit(session, customer=ticket.customer)
    team = save_team(session, SupportTeam(), name="Tagihan", member_ids=[dewi.id], is_active=True)
    assert "Tagihan saya dua kali" in client.get(f"/admin/support/{ticket.id}/split").text
    post(client, f"/admin/support/{ticket.id}/split", {"messages": str(bill.id), "subject": "Tagihan ganda"})
    duplicate = session.scalars(select(SupportTicket).where(SupportTicket.split_from_id == ticket.id)).one()
    for step, answers in {
        "set_team": {"team_id": str(team.id)},
        "link": {"numbers": visit.number, "customer": ticket.customer.code},
    }.items():
        drawn = parse(client.get(f"/admin/support/{ticket.id}/{step}").text)
        version = drawn.xpath("string(//input[@name='version']/@value)")
        assert post(client, f"/admin/support/{ticket.id}/{step}", {**answers, "version": version}).status_code == 302
    html = page_of(client, ticket).text
    for shown in (visit.number, "Tagihan", duplicate.number):
        assert shown in html
    assert ticket.number in client.get(f"/admin/visits/details/?id={visit.id}").text
    assert ticket.number in client.get("/admin/support/?flt_whose=my_teams").text
    assert duplicate.number not in client.get("/admin/support/?flt_whose=my_teams").text


def test_a_ticket_is_printed_with_its_notes_only_where_that_is_asked_for(session, client, dewi):
    ticket = make_ticket(session, at=utc_now())
    note_ticket(session, ticket_id=ticket.id, text="Pelanggan rewel", actor=dewi, now=utc_now())
    receive_customer_message(session, ticket_id=ticket.id, text="Sudah sampai mana?", now=utc_now())
    session.commit()
    plain = client.get(f"/admin/support/print/{ticket.id}").text
    assert "Sudah sampai mana?" in plain
    assert "Pelanggan rewel" not in plain
    whole = client.get(f"/admin/support/print/{ticket.id}?notes=1").text
    assert "Pelanggan rewel" in whole
    assert "bukan untuk pelanggan" in whole
    ratna = make_user(session, "Ratna", Role.ADMIN)
    classify_ticket(
        session, ticket_id=ticket.id, kind="SECURITY", impact="LIMITED", urgency="MEDIUM", actor=ratna, now=utc_now()
    )
    session.commit()
    assert client.get(f"/admin/support/print/{ticket.id}").status_code == 404
