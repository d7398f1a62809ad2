"""The desk's figures: from what really happened to tickets, in working hours, beside the period before."""

import json
import re
from datetime import date, timedelta
from html import unescape

import pytest
from sqlalchemy import select, true

from app.jobs.documents.months import month_before
from app.jobs.documents.support_month import month_page
from app.jobs.outbox.messages import MESSAGE_BUILDERS
from app.models.accounts.user import Role
from app.models.files.document import StoredFile
from app.models.messaging.outbox import OutboxMessage
from app.models.releases.release import Release, ReleaseStatus
from app.models.support.settings.team import SupportTeam
from app.models.support.ticket import TicketKind
from app.presenters.support.figures import KINDS, figures_of, percent
from tests.factories import make_company, make_cs, make_customer, make_user
from tests.support.logins import log_in
from tests.support.walking.html import parse
from tests.support_desk.clocks.calendars import at
from tests.support_desk.desk import make_ticket
from workflows.support import (
    answer_ticket,
    classify_ticket,
    confirm_ticket,
    dispute_ticket,
    finish_support_ticket,
    has_month,
    merge_tickets,
    only_thanks,
    rate_ticket,
    receive_customer_message,
    save_team,
    set_ticket_team,
    store_month,
)
from workflows.support.measures import By, Measured, Scope, read_days, read_measures
from workflows.support.measures.measured import Spread

MONDAY, FRIDAY = at("2026-11-16 09:00"), date(2026, 11, 20)
NOW = at("2026-11-27 12:00")


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def scope(**narrowed):
    return Scope(date(2026, 11, 16), FRIDAY, "Asia/Jakarta", true(), **narrowed)


def measured(session, **narrowed):
    return read_measures(session, scope(**narrowed), now=NOW)[""]


def lived(session, dewi, *, start=MONDAY, answered=60, finished=120, **given):
    """A ticket answered and finished so many minutes after it came in."""
    ticket = make_ticket(session, at=start, **given)
    if answered:
        answer_ticket(
            session, ticket_id=ticket.id, actor=dewi, text="Kami cek", now=start + timedelta(minutes=answered)
        )
    if finished:
        done = start + timedelta(minutes=finished)
        finish_support_ticket(session, ticket_id=ticket.id, actor=dewi, outcome="Selesai", now=done)
    return ticket


def test_times_are_working_hours_with_mean_median_and_ninetieth_percentile(session, dewi):
    for minutes in (30, 60, 150):
        lived(session, dewi, answered=minutes, finished=minutes)
    lived(session, dewi, start=at("2026-11-16 11:30"), answered=120, finished=120)  # the lunch hour does not count
    found = measured(session)
    reply = found.first_reply
    assert (reply.n, reply.mean_s, reply.median_s, round(reply.p90_s)) == (4, 75 * 60, 60 * 60, 123 * 60)
    assert found.resolution == found.first_reply


def test_waiting_for_the_customer_is_no_working_time(session, dewi):
    ticket = lived(session, dewi, answered=30, finished=60)
    confirm_ticket(session, ticket_id=ticket.id, now=MONDAY + timedelta(days=2))
    assert measured(session).resolution.median_s == 60 * 60


def test_rates_of_resolution_reopening_and_first_contact(session, dewi):
    lived(session, dewi, answered=None, finished=30)  # one answer, lasting
    again = lived(session, dewi, answered=None, finished=30)
    dispute_ticket(session, ticket_id=again.id, now=MONDAY + timedelta(hours=2))
    lived(session, dewi)  # two answers
    lived(session, dewi, finished=None)  # still open
    found = measured(session)
    assert (found.opened, found.opened_resolved, found.resolved) == (4, 2, 3)
    assert (found.resolution_rate, found.reopen_rate, found.first_contact_rate) == (2 / 4, 1 / 3, 1 / 3)


def test_mere_thanks_is_no_reopening(session, dewi):
    ticket = lived(session, dewi)
    receive_customer_message(session, ticket_id=ticket.id, text="Terima kasih", now=MONDAY + timedelta(hours=3))
    assert measured(session).reopened == 1
    only_thanks(session, ticket_id=ticket.id, actor=dewi, now=MONDAY + timedelta(hours=4))
    assert measured(session).reopened == 0


def test_a_time_limit_is_judged_when_it_is_kept_or_broken(session, dewi):
    lived(session, dewi, answered=4 * 60, finished=None)  # 4 hours promised; lunch is not counted
    lived(session, dewi, answered=6 * 60, finished=None)
    found = measured(session)
    assert (found.judged, found.kept, found.kept_rate) == (2, 1, 0.5)


def test_contentment_is_hidden_below_five_ratings(session, dewi):
    for score in (5, 4, 3, 5):
        ticket = lived(session, dewi)
        rate_ticket(session, ticket_id=ticket.id, score=score, comment="", now=MONDAY + timedelta(hours=3))
    few = measured(session)
    assert (few.rated, few.content_rate, few.score) == (4, None, None)
    ticket = lived(session, dewi)
    rate_ticket(session, ticket_id=ticket.id, score=2, comment="", now=MONDAY + timedelta(hours=3))
    lived(session, dewi)  # asked, no answer
    found = measured(session)
    assert (found.rated, found.content_rate, found.score) == (5, 3 / 5, 19 / 5)


def test_the_backlog_is_what_was_open_at_the_end_of_the_period(session, dewi):
    lived(session, dewi, finished=None)
    lived(session, dewi, finished=7 * 24 * 60)  # the Monday after
    lived(session, dewi)
    found = measured(session)
    assert (found.backlog, found.backlog_oldest_s) == (2, (4 * 24 + 15) * 3600.0)  # until Friday's midnight


@pytest.mark.parametrize("narrowed", [{"agent_id": 1}, {"kind": TicketKind.PROBLEM}, {"team_id": 1}])
def test_figures_of_one_part_are_found_by_their_period_and_not_by_an_index_of_all_its_tickets(narrowed):
    """PostgreSQL uses no index for IS NOT DISTINCT FROM; with `=` it read a quarter of a million entries of a team."""
    said = " AND ".join(str(one) for one in scope(**narrowed).tickets())
    assert said.count("IS NOT DISTINCT FROM") == 1
    assert "_id =" not in said


def test_a_merged_ticket_counts_once(session, dewi):
    kept = make_ticket(session, at=MONDAY)
    duplicate = make_ticket(session, at=MONDAY, customer=kept.customer)
    merge_tickets(session, ticket_id=duplicate.id, actor=dewi, into=kept.number, now=MONDAY + timedelta(hours=1))
    assert measured(session).opened == 1


def test_the_edges_of_a_period_are_local_midnights(session, dewi):
    for moment in ("2026-11-15 23:59", "2026-11-16 00:00", "2026-11-20 23:59", "2026-11-21 00:00"):
        make_ticket(session, at=at(moment))
    assert measured(session).opened == 2
    assert (scope().before.first, scope().before.last) == (date(2026, 11, 11), date(2026, 11, 15))
    days = read_days(session, scope())
    assert days == {date(2026, 11, 16): (1, 0), FRIDAY: (1, 0)}


def test_figures_by_agent_team_kind_and_channel_add_up_to_the_whole(session, dewi):
    putri = make_cs(session, "Putri")
    team = save_team(session, SupportTeam(), name="Servis", member_ids=[putri.id], is_active=True)
    lived(session, dewi)
    of_putri = lived(session, putri, kind=TicketKind.COMPLAINT)
    set_ticket_team(session, ticket_id=of_putri.id, actor=dewi, team_id=team.id, now=MONDAY)
    make_ticket(session, at=MONDAY)
    whole = measured(session)
    for by in By:
        parts = read_measures(session, scope(), now=NOW, by=by)
        assert sum(part.opened for part in parts.values()) == whole.opened == 3, by
        assert sum(part.resolved for part in parts.values()) == whole.resolved == 2, by
    assert measured(session, agent_id=putri.id).opened == 1
    assert measured(session, team_id=team.id).first_reply.n == 1
    assert set(read_measures(session, scope(), now=NOW, by=By.AGENT)) == {dewi.id, putri.id, None}


def test_every_figure_says_what_it_means_and_whether_it_is_better(app):
    with app.test_request_context():
        better = Measured(opened=4, opened_resolved=4, first_reply=Spread(1, 60.0, 60.0, 60.0))
        worse = Measured(opened=4, opened_resolved=3, first_reply=Spread(1, 120.0, 120.0, 120.0))
        figures = {one.key: one for one in figures_of(better, worse)}
        assert len(figures) == len(KINDS)
        assert all(one.meaning and one.label for one in figures.values())
        rate, reply, opened = (figures[key] for key in ("resolution_rate", "first_median", "opened"))
        assert (rate.value, rate.before, rate.verdict) == ("100,0 %", "75,0 %", "lebih baik")
        assert (reply.value, reply.verdict, opened.verdict) == ("1 menit", "lebih baik", "")
        assert figures["score"].value == "–"


def test_a_share_is_written_half_up(app):
    with app.test_request_context():
        assert [percent(one) for one in (0.9995, 0.12345, 0, 1)] == ["100,0 %", "12,3 %", "0,0 %", "100,0 %"]


def test_the_report_and_its_files_leave_security_tickets_out_for_most(session, client, dewi):
    ticket = make_ticket(session, at=MONDAY)
    secret = {"kind": "SECURITY", "impact": "SMALL", "urgency": "HIGH"}
    classify_ticket(session, ticket_id=ticket.id, actor=dewi, now=MONDAY, **secret)
    make_ticket(session, at=MONDAY, customer=make_customer(session))
    address = "/admin/support_report/export.csv?first=2026-11-16&last=2026-11-20"
    counts = {}
    for role in (Role.MANAGER, Role.SUPPORT, Role.DEVOPS):
        log_in(client, make_user(session, "Tono", role))
        page = client.get("/admin/support_report/?first=2026-11-16&last=2026-11-20&kind=PROBLEM&endpoint=x")
        assert page.status_code == 200
        assert "Jam kerja dari tiket masuk" in page.text
        counts[role] = client.get(address).text.splitlines()[1].split(",")[1]
    assert counts == {Role.MANAGER: "1", Role.SUPPORT: "1", Role.DEVOPS: "2"}
    workbook = client.get(address.replace("csv", "xlsx", 1))
    assert workbook.data[:2] == b"PK"


def test_the_daily_charts_show_the_days_before_and_name_releases(session, client, dewi):
    make_ticket(session, at=MONDAY)
    session.add(Release(system="sigap", version="1.4.0", live_at=MONDAY, status=ReleaseStatus.LIVE))
    session.flush()
    log_in(client, dewi)
    series = {}
    for days in ("first=2026-11-16&last=2026-11-17", "first=2026-11-18&last=2026-11-19"):
        page = client.get(f"/admin/support_report/?{days}").text
        series[days[-10:]] = json.loads(unescape(re.search(r'data-series="([^"]+)"', page)[1]))
    monday, later = series["2026-11-17"], series["2026-11-19"]
    assert (monday["opened"], monday["before"]["opened"]) == ([1, 0], [0, 0])
    assert (later["opened"], later["before"]["opened"]) == ([0, 0], [1, 0])
    assert [words for _at, words in monday["marks"]] == ["Rilis 1.4.0"]
    assert later["marks"] == []


def test_a_customer_is_asked_in_the_period_in_which_the_ticket_was_finished(session, dewi):
    lived(session, dewi, customer=make_customer(session))
    assert (measured(session).asked, measured(session).response_rate) == (1, 0.0)


def test_a_month_says_what_is_better_beside_its_own_figure_and_breaks_figures_down_without_people(session, app, dewi):
    lived(session, dewi, answered=60)
    lived(session, dewi, start=at("2026-10-12 09:00"), answered=120)
    with app.test_request_context():
        page = parse(month_page(session, date(2026, 11, 1)))
    rows = [["".join(cell.itertext()) for cell in row] for row in page.iter("tr")]
    figures = {cells[0]: cells[1:] for cells in rows if len(cells) == 4}
    assert figures["Jawaban pertama, median"][0].endswith("lebih baik")
    assert "lebih" not in figures["Jawaban pertama, median"][1]
    parts = {cells[0]: cells[1] for cells in rows if len(cells) == 8}
    assert parts["Per tim"] == "Tiket masuk"
    assert parts["Tanpa tim"] == "1"
    assert dewi.name not in parts


def test_a_month_is_drawn_once_and_told_to_whoever_leads(session, app, dewi):
    assert [month_before(day) for day in (date(2026, 1, 31), date(2026, 12, 1), date(2024, 3, 31))] == [
        date(2025, 12, 1),
        date(2026, 11, 1),
        date(2024, 2, 1),
    ]
    lived(session, dewi)
    with app.test_request_context():
        page = month_page(session, date(2026, 11, 1))
    assert "LAPORAN DUKUNGAN" in page
    assert "Jam kerja dari tiket masuk" in page
    maya = make_user(session, "Maya", Role.MANAGER)
    file = StoredFile(storage_key="k" * 32, media_type="application/pdf", size=4, sha256="0" * 64)
    session.add(file)
    session.flush()
    kept = store_month(session, month=date(2026, 11, 1), file_id=file.id, now=NOW)
    assert has_month(session, date(2026, 11, 1))
    event = session.scalars(select(OutboxMessage).where(OutboxMessage.kind == "ticket.month_ready")).one()
    with app.test_request_context():
        told = list(MESSAGE_BUILDERS["ticket.month_ready"](session, event))
    assert {one.user.id for one in told} == {maya.id}
    assert {one.link for one in told} == {f"/admin/support_report/month/{kept.id}"}
