"""The panel's side of Saran & Kritik, Laporan Pengguna and support, as people of each role see it."""

import csv
import io
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.identifiers import sha256
from app.http.files.storage import keep
from app.models.accounts.user import Role, User
from app.models.audit.audit_log import AuditEntry
from app.models.feedback.bug import BugReport
from app.models.feedback.exp import ExpEntry
from app.models.feedback.feedback import EntryKind, Feedback, FeedbackAttachment, FeedbackEntry, HandlingRating
from app.models.feedback.feedback_day import FeedbackDay
from app.models.feedback.user_report import ReportStatus, UserReport
from app.models.support.ticket import SupportStatus, SupportTicket
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_admin, make_company, make_cs, make_user
from tests.feedback.desk.desk_cast import make_feedback
from tests.support.people import sign_in, submit
from workflows.documents import store_file
from workflows.feedback import count_feedback_days, delete_feedback, follow_up_feedback, merge_feedback, note_feedback

SECRET = "Pengirim ini sering mengeluh"


@pytest.fixture
def ani(session: Session) -> User:
    make_company(session)
    return make_admin(session)


@pytest.fixture
def dewi(session: Session, ani: User) -> User:
    return make_cs(session)


def names(client: FlaskClient, path: str, **query: Any) -> list[str]:
    page = client.get(path, query_string=query)
    assert page.status_code == 200, page.text[:500]
    return re.findall(r"data-row-link>([^<]*)<", page.text)


def test_the_list_is_filtered_searched_and_keeps_deleted_ones_apart(client, session, ani, dewi, sinta):
    named = make_feedback(session, sinta, subject="Bayar dengan QRIS")
    unnamed = make_feedback(session, words="Kapasitor meledak dua kali.")
    gone, duplicate = make_feedback(session, sinta), make_feedback(session, sinta)
    delete_feedback(session, feedback_id=gone.id, actor=ani, reason="Spam", now=NOW)
    merge_feedback(session, feedback_id=duplicate.id, actor=ani, into=named.number, now=NOW)
    sign_in(client, dewi)
    path = "/admin/feedback/"
    assert names(client, path) == [unnamed.number, named.number]
    assert names(client, path, search="meledak") == [unnamed.number]
    assert names(client, path, search=named.number) == [named.number]
    assert names(client, path, flt_sender=sinta.username) == [named.number]
    assert names(client, path, flt_anonymous="1") == [unnamed.number]
    assert names(client, path, flt_gone="deleted") == [gone.number]
    assert names(client, path, flt_gone="merged") == [duplicate.number]
    assert "Anonim" in client.get(path).text


def test_the_form_offers_the_settings_exp_and_takes_what_is_typed(client, session, dewi, sinta):
    item = make_feedback(session, sinta)
    sign_in(client, dewi)
    path = f"/admin/feedback/{item.id}/follow_up"
    assert re.search(r'name="exp"[^>]*value="10"', client.get(path).text)
    answer = submit(client, path, to="follow_up", answer="Terima kasih", exp="25")
    assert answer.status_code == 302
    assert session.scalars(select(ExpEntry.points).where(ExpEntry.source_id == item.id)).all() == [25]
    page = client.get(f"/admin/feedback/details/?id={item.id}").text
    assert "Terima kasih" in page
    assert 'data-move="follow_up"' not in page


def test_nobody_is_asked_for_the_exp_of_a_nameless_sender(client, session, dewi):
    item = make_feedback(session, None)
    sign_in(client, dewi)
    path = f"/admin/feedback/{item.id}/follow_up"
    assert 'name="exp"' not in client.get(path).text
    assert submit(client, path, to="follow_up", answer="Terima kasih").status_code == 302


def test_each_role_has_its_screens(client, session, dewi, sinta):
    item = make_feedback(session, sinta)
    screens = {
        Role.MANAGER: (200, 403, 403),
        Role.DEVELOPER: (200, 200, 403),
        Role.PRODUCT: (200, 200, 200),
        Role.SALES: (403, 403, 403),
        Role.MEMBER: (403, 403, 403),
    }
    for role, expected in screens.items():
        sign_in(client, make_user(session, "Tono", role))
        paths = (f"details/?id={item.id}", f"{item.id}/note", f"{item.id}/follow_up")
        assert tuple(client.get(f"/admin/feedback/{path}").status_code for path in paths) == expected, role


def test_notes_never_leave_the_panel(client, session, dewi, sinta):
    code = "kode-rahasia-untuk-tes"
    items = [make_feedback(session, sinta), make_feedback(session, code_sha256=sha256(code))]
    for item in items:
        note_feedback(session, feedback_id=item.id, actor=dewi, text=SECRET, now=NOW)
    sign_in(client, dewi)
    assert SECRET in client.get(f"/admin/feedback/details/?id={items[0].id}").text
    assert SECRET not in client.get("/admin/feedback/export/csv/").text
    assert SECRET not in client.get("/admin/user-reports/export/csv/").text
    sign_in(client, sinta)
    for path in ("/feedback", "/feedback/mine", f"/feedback/{items[0].number}", "/notifications"):
        assert SECRET not in client.get(path, follow_redirects=True).text
    assert client.get(f"/admin/feedback/details/?id={items[0].id}").status_code == 403


def test_hostile_words_are_harmless_on_the_page_and_in_exports(client, session, dewi):
    item = make_feedback(session, subject="=HYPERLINK(1)", words="@SUM(1)")
    item.body_html = '<p onclick="x()">Halo <script>alert(1)</script></p>'
    session.flush()
    sign_in(client, dewi)
    page = client.get(f"/admin/feedback/details/?id={item.id}").text
    assert "alert(1)" not in page
    assert "onclick" not in page
    _head, *lines = csv.reader(io.StringIO(client.get("/admin/feedback/export/csv/").text))
    assert {"'=HYPERLINK(1)", "'@SUM(1)"} <= set(lines[0])
    assert client.get("/admin/feedback/export/xlsx/").status_code == 200


def test_attachments_are_shown_as_pictures_and_nothing_else(app, client, session, dewi, sinta):
    item = make_feedback(session, sinta)
    with app.app_context():
        kept = keep(b"\xff\xd8\xff\xd9", "image/jpeg")
    stored = store_file(session, kept, actor=None)
    session.add(FeedbackAttachment(feedback_id=item.id, file_id=stored.id))
    session.flush()
    sign_in(client, dewi)
    page = client.get(f"/admin/feedback/details/?id={item.id}").text
    found = re.search(r'src="(/admin/feedback/attachment/\d+)"', page)
    assert found
    picture = client.get(found.group(1))
    assert (picture.status_code, picture.mimetype) == (200, "image/jpeg")
    assert "default-src 'none'" in picture.headers["Content-Security-Policy"]
    assert client.get("/admin/feedback/attachment/999999999").status_code == 404
    sign_in(client, sinta)
    assert client.get(found.group(1)).status_code == 403


def test_all_reports_stand_in_one_list_and_are_marked_in_bulk(client, session, dewi, sinta):
    item, bug = make_feedback(session, sinta), make_bug(session, sinta)
    sign_in(client, dewi)
    path = "/admin/user-reports/"
    assert set(names(client, path)) == {item.number, bug.number}
    assert names(client, path, flt_kind="BUG") == [bug.number]
    rows = session.scalars(select(UserReport).order_by(UserReport.id)).all()
    answer = submit(client, path, to="action", action="mark", rowid=[str(row.id) for row in rows])
    assert answer.status_code == 302
    assert {row.status for row in rows} == {ReportStatus.HANDLED}
    assert (
        session.get_one(Feedback, item.id).handled_by_id == session.get_one(BugReport, bug.id).handled_by_id == dewi.id
    )
    history = session.scalars(
        select(AuditEntry.thing).where(AuditEntry.action == "mark", AuditEntry.actor_id == dewi.id)
    )
    assert sorted(history) == ["bug_reports", "feedback", "user_reports", "user_reports"]
    assert names(client, path, flt_status="WAITING") == []
    assert submit(client, f"{path}details/?id={rows[0].id}", to="unmark").status_code == 302
    assert session.get_one(Feedback, item.id).handled_at is None


def test_a_deleted_report_leaves_the_list_and_comes_back(client, session, ani, sinta):
    item = make_feedback(session, sinta)
    delete_feedback(session, feedback_id=item.id, actor=ani, reason="Spam", now=NOW)
    sign_in(client, ani)
    assert names(client, "/admin/user-reports/") == []
    assert submit(client, f"/admin/feedback/details/?id={item.id}", to="restore").status_code == 302
    assert names(client, "/admin/user-reports/") == [item.number]


def test_a_support_ticket_is_opened_taken_and_finished(client, session, dewi):
    sign_in(client, dewi)
    assert submit(client, "/admin/support/new/", subject="Printer", description="Mati").status_code == 302
    ticket = session.scalars(select(SupportTicket)).one()
    assert re.fullmatch(r"DKG-\d{4}-000001", ticket.number)
    submit(client, f"/admin/support/details/?id={ticket.id}", to="take")
    submit(client, f"/admin/support/{ticket.id}/finish", to="finish", outcome="Kabel diganti")
    assert (ticket.status, ticket.assignee_id, ticket.outcome) == (SupportStatus.DONE, dewi.id, "Kabel diganti")


def test_measures_speak_of_what_came_on_a_day(client, session, ani, dewi, sinta):
    good, bad = make_feedback(session, sinta), make_feedback(session, sinta)
    gone = make_feedback(session, sinta)
    follow_up_feedback(session, feedback_id=good.id, actor=dewi, exp=10, now=NOW)
    follow_up_feedback(session, feedback_id=gone.id, actor=dewi, exp=10, now=NOW)
    session.add(HandlingRating(feedback_id=good.id, stars=4))
    session.flush()
    count_feedback_days(session)
    delete_feedback(session, feedback_id=gone.id, actor=ani, reason="Spam", now=NOW)
    count_feedback_days(session)
    day = session.scalars(select(FeedbackDay)).one()
    assert (day.received, day.followed_up, day.stars_sum, day.exp_points) == (2, 1, 4, 10)
    sign_in(client, make_user(session, "Nadia", Role.PRODUCT))
    period = {"first": "2026-11-01", "last": "2026-11-30"}
    page = client.get("/admin/feedback-measures/", query_string=period).text
    assert "50 %" in page
    lines = list(csv.reader(io.StringIO(client.get("/admin/feedback-measures/export.csv", query_string=period).text)))
    assert lines[1][2:5] == ["2", "1", "0"]
    assert client.get("/admin/feedback-measures/export.xlsx", query_string=period).status_code == 200
    assert bad.id


def test_a_merged_item_stays_reachable_with_its_conversation(client, session, dewi, sinta):
    kept, duplicate = make_feedback(session, sinta), make_feedback(session, sinta, words="Isi yang lama.")
    said = {"kind": EntryKind.ADDITION, "body_html": "<p>Masih terjadi</p>", "body_text": "Masih terjadi"}
    session.add(FeedbackEntry(feedback_id=duplicate.id, author_id=sinta.id, **said))
    merge_feedback(session, feedback_id=duplicate.id, actor=dewi, into=kept.number, now=NOW)
    sign_in(client, dewi)
    page = client.get(f"/admin/feedback/details/?id={kept.id}").text
    assert "Isi yang lama." in page
    assert "Masih terjadi" in page
    assert kept.number in client.get(f"/admin/feedback/details/?id={duplicate.id}").text
