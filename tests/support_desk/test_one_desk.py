"""One desk for all reports: bugs, suggestions and criticism beside tickets, with priority, owner and clock."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from admin_views.framework.lists import search
from app.models.accounts.sso import Identity
from app.models.accounts.user import Role
from app.models.feedback.feedback import FeedbackKind, FeedbackStatus
from app.models.feedback.user_report import ReportStatus, UserReport
from app.models.support.clocks import ClockKind
from app.models.support.desk_item import DeskItem
from app.models.support.settings.service_plan import SupportCalendar
from tests.bugs.reports import bring_to_fixed, make_bug, make_developer, make_member
from tests.factories import NOW, make_company, make_cs, make_user
from tests.support.logins import log_in
from tests.support.walking.html import parse
from tests.support_desk.desk import clock_of, make_ticket
from workflows.bugs import confirm_settled as say_of_bug
from workflows.feedback import VERBS, follow_up_feedback, submit_feedback
from workflows.feedback import confirm_settled as say_of_feedback
from workflows.support import Requester, classify_ticket, save_calendar
from workflows.user_reports import mark_report, set_report_clocks


@pytest.fixture
def wati(session):
    make_company(session)
    return make_member(session)


def make_feedback(session, author, kind=FeedbackKind.CRITICISM, *, now=NOW):
    given = {"category_id": None, "body_html": "<p>Lama sekali</p>", "attachments": [], "code": None}
    return submit_feedback(session, kind=kind, subject="Antrean lama", actor=author, now=now, **given)


def line_of(session, record):
    wanted = select(UserReport).where(UserReport.number == record.number)
    return session.scalars(wanted.execution_options(populate_existing=True)).one()


def rows(client, **query):
    page = parse(client.get("/admin/desk/", query_string=query).text)
    return [" ".join(" ".join(row.itertext()).split()) for row in page.findall(".//tbody/tr")]


def test_a_report_is_due_when_the_answer_to_a_ticket_of_its_priority_is(session, wati):
    critic, idea = make_feedback(session, wati), make_feedback(session, wati, FeedbackKind.SUGGESTION)
    ticket = make_ticket(session, at=NOW)  # Sedang, as criticism is
    assert set_report_clocks(session, now=NOW) == 2
    assert set_report_clocks(session, now=NOW) == 0
    assert line_of(session, critic).due_at == clock_of(session, ticket, ClockKind.FIRST_REPLY).due_at
    assert line_of(session, idea).due_at > line_of(session, critic).due_at


def test_another_priority_and_another_calendar_move_the_due_time(session, wati):
    critic = make_feedback(session, wati)
    set_report_clocks(session, now=NOW)
    before = line_of(session, critic).due_at
    VERBS["set_priority"](session, feedback_id=critic.id, priority="CRITICAL", actor=make_cs(session), now=NOW)
    set_report_clocks(session, now=NOW)
    assert line_of(session, critic).urgency == 4
    assert line_of(session, critic).due_at < before
    office = session.get_one(SupportCalendar, 1)
    facts = {"name": office.name, "time_zone": office.time_zone, "joint_leave_worked": False}
    save_calendar(session, office, week={**office.week, "5": [[480, 720]]}, **facts)
    assert set_report_clocks(session, now=NOW + timedelta(minutes=2)) == 1


@pytest.mark.parametrize("of", ["bug", "feedback"])
def test_not_settled_puts_a_report_back_on_the_queue_with_a_new_clock(session, wati, of):
    dewi, later = make_cs(session), NOW + timedelta(days=3)
    if of == "bug":
        report = make_bug(session, wati)
        bring_to_fixed(session, report, make_developer(session))
    else:
        report = make_feedback(session, wati)
        follow_up_feedback(session, feedback_id=report.id, answer="Sudah", exp=None, actor=dewi, now=NOW)
    line = line_of(session, report)
    assert (line.status, line.waits_since, line.due_at) == (ReportStatus.HANDLED, None, None)
    say = {"bug_id": report.id} if of == "bug" else {"feedback_id": report.id}
    (say_of_bug if of == "bug" else say_of_feedback)(session, settled=False, actor=wati, now=later, **say)
    line = line_of(session, report)
    assert (line.status, line.settled, line.unread_at) == (ReportStatus.WAITING, False, later)
    set_report_clocks(session, now=later)
    assert line_of(session, report).due_at is not None
    mark_report(session, report_id=line.id, actor=dewi, now=later)
    assert line_of(session, report).status == ReportStatus.HANDLED
    assert report.status in {"FIXED", FeedbackStatus.FOLLOWED_UP}  # its own status stays


def test_one_list_holds_tickets_and_reports_the_newest_first(session, client, wati):
    ticket = make_ticket(session, at=NOW)
    bug = make_bug(session, wati, now=NOW + timedelta(minutes=1))
    critic = make_feedback(session, wati, now=NOW + timedelta(minutes=2))
    log_in(client, make_cs(session))
    found = rows(client)
    assert [row.split()[0] for row in found] == [critic.number, bug.number, ticket.number]
    assert "Kritik" in found[0]
    assert "Sedang" in found[0]
    assert [row.split()[0] for row in rows(client, flt_kind="BUG")] == [bug.number]
    assert [row.split()[0] for row in rows(client, search="antrean")] == [critic.number]
    assert [row.split()[0] for row in rows(client, search=bug.number)] == [bug.number]
    middle = session.scalars(select(DeskItem.id).where(DeskItem.number == bug.number)).one()
    assert [row.split()[0] for row in rows(client, after=middle)] == [ticket.number]
    opened = client.get("/admin/desk/details/", query_string={"id": middle})
    assert opened.location.startswith("/admin/bugs/details/")


def test_of_a_common_word_the_newest_tickets_are_found_though_no_report_holds_it(session, client, wati, monkeypatch):
    for name, value in {"RECENT": 4, "COMMON": 3, "PROBE": 2}.items():
        monkeypatch.setattr(search, name, value)
    first, *_between, newest = (make_ticket(session, at=NOW + timedelta(minutes=past)) for past in range(6))
    for past in range(5):
        make_feedback(session, wati, now=NOW - timedelta(minutes=past))
    session.commit()
    log_in(client, make_cs(session))
    word = newest.subject.split()[-1]
    assert newest.number in rows(client, search=word)[0]
    assert len(rows(client, search=word)) == 6
    assert len(rows(client, search="Antrean")) == 5
    assert [first.number in row for row in rows(client, search=first.number)] == [True]


def test_a_security_ticket_stands_in_the_list_of_its_readers_only(session, client, wati):
    ticket = make_ticket(session, at=NOW)
    admin = make_user(session, "Ratna", Role.ADMIN)
    classify_ticket(
        session, ticket_id=ticket.id, kind="SECURITY", impact="LIMITED", urgency="MEDIUM", actor=admin, now=NOW
    )
    for role, seen in ((Role.CS, 0), (Role.SUPPORT, 0), (Role.ADMIN, 1)):
        log_in(client, admin if role == Role.ADMIN else make_user(session, "Orang", role))
        assert len([row for row in rows(client) if ticket.number in row]) == seen
        assert (client.get(f"/admin/desk/details/?id={ticket.id}").status_code == 302) is bool(seen)


def test_what_a_member_sends_shows_who_they_are_at_clerk(app_with, session, wati):
    """Linked by a log-in there, so it is verified; of somebody else's provider the host is named."""
    client = app_with(clerk_issuer="https://clerk.contoh.id").test_client()
    dewi, bug, critic = make_cs(session), make_bug(session, wati), make_feedback(session, wati)
    ticket = make_ticket(session, at=NOW, requester=Requester(user_id=wati.id))
    pages = (("support", ticket), ("bugs", bug), ("feedback", critic))
    for issuer, email in (("https://clerk.contoh.id", "wati@contoh.id"), ("https://sso.lain.id/realms/a", "")):
        session.add(Identity(user_id=wati.id, issuer=issuer, subject="orang_1", email=email))
    log_in(client, dewi)
    for screen, record in pages:
        page = client.get(f"/admin/{screen}/details/?id={record.id}").text
        assert "Clerk: wati@contoh.id (terverifikasi), sso.lain.id: orang_1 (terverifikasi)" in page
