"""Programs read the desk's figures: the same definitions and arithmetic as the page."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from app.models.accounts.user import Role
from app.models.support.ticket import TicketKind
from app.presenters.support.figures import KINDS
from tests.api.conftest import key_of
from tests.factories import make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support_desk.clocks.calendars import at
from tests.support_desk.desk import make_ticket
from workflows.support import answer_ticket, finish_support_ticket

FRIDAY = at("2026-11-20 09:00")
PATH = "/api/v1/support_measures"


@pytest.fixture
def dewi(session):
    """Two tickets on a Friday morning, one answered and finished; one of security."""
    make_company(session)
    dewi = make_cs(session)
    ticket = make_ticket(session, at=FRIDAY)
    later = FRIDAY + timedelta(minutes=30)
    answer_ticket(session, ticket_id=ticket.id, text="Kami cek", actor=dewi, now=later)
    finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Beres", now=later)
    make_ticket(session, at=FRIDAY, kind=TicketKind.QUESTION)
    make_ticket(session, at=FRIDAY, kind=TicketKind.SECURITY)
    return dewi


def read(client, session, user, **asked):
    secret = key_of(session, user, ["support_measures:read"])
    session.commit()
    return client.get(PATH, query_string=asked, headers={"Authorization": f"Bearer {secret}"})


def test_the_figures_are_those_of_the_page_and_of_its_export(session, client, dewi):
    told = read(client, session, dewi, by="kind").json
    assert [one["key"] for one in told["figures"]] == [kind.key for kind in KINDS]
    found = {one["key"]: one for one in told["figures"]}
    assert (found["opened"]["value"], found["opened"]["before"]) == (2, 0)
    assert (found["first_median"]["value"], found["first_median"]["n"]) == (1800, 1)
    log_in(client, dewi)
    rows = [line.split(";") for line in client.get("/admin/support_report/export.csv").text.splitlines()]
    separated = rows if len(rows[1]) > 2 else [line[0].split(",") for line in rows]
    assert any(row[0].strip('"') == found["opened"]["label"] and row[1].strip('"') == "2" for row in separated)
    book = load_workbook(io.BytesIO(client.get("/admin/support_report/export.xlsx").data)).active
    assert book is not None
    minutes = {row[0]: row[1] for row in book.iter_rows(values_only=True)}
    assert minutes["Jawaban pertama, median (menit)"] == 30
    parts = {one["key"]: one["figures"][0]["value"] for one in told["parts"]}
    assert parts == {"PROBLEM": 1, "QUESTION": 1}


@pytest.mark.parametrize(("role", "opened"), [(Role.ADMIN, 3), (Role.MANAGER, 2), (Role.SUPPORT, 2)])
def test_security_tickets_are_counted_for_their_readers_only(session, client, dewi, role, opened):
    told = read(client, session, make_user(session, "Orang", role)).json
    assert told["figures"][0]["value"] == opened


def test_a_technician_has_no_scope_for_it_and_bad_periods_are_refused(session, client, dewi):
    with pytest.raises(Exception, match=r"scope|izin|boleh"):
        key_of(session, make_user(session, "Budi", Role.TECHNICIAN), ["support_measures:read"])
    assert read(client, session, dewi, first="2026-11-30", last="2026-11-01").status_code == 422
    assert read(client, session, dewi, first="kemarin").status_code == 422
