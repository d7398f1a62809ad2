"""The audit log uses the words of the screens."""

from datetime import timedelta

from app.core.db import Base
from app.models import FLOW_OF_TABLE
from app.models.audit.audit_log import AuditEntry
from app.models.audit.scope import UNTRAILED
from app.presenters.audit.changes import changes_text, words_of
from app.presenters.audit.column_names import COLUMNS
from tests.factories import NOW, make_admin, make_company, make_cs, make_customer, make_site, make_visit
from tests.support.logins import log_in


def test_statuses_money_and_moments_are_written_for_people(app):
    changes = {"status": ["OPEN", "ASSIGNED"], "total_idr": [0, 832500], "planned_start": [None, "2026-11-21T03:00:00+00:00"],
               "customer_id": [1, 2]}  # fmt: skip
    with app.test_request_context():
        text = changes_text(AuditEntry(thing="visit_tickets", action="fill", changes=changes))
    assert text == ("status: Terbuka → Ditugaskan; total: Rp0 → Rp832.500; mulai: – → Sab, 21 Nov 2026 10.00 WIB")


def test_a_new_record_shows_what_it_began_with(app):
    with app.test_request_context():
        row = AuditEntry(
            thing="customers", action="created", changes={"name": [None, "Pak Agus"], "notes": [None, "x" * 80]}
        )
        assert changes_text(row) == f"nama: Pak Agus; catatan: {'x' * 60}…"


def test_what_a_move_leaves_as_it_was_is_not_told(app):
    with app.test_request_context():
        row = AuditEntry(thing="feedback", action="note", changes={"status": ["NEW", "NEW"], "reason": "Dobel"})
        assert changes_text(row) == "alasan: Dobel"


def test_an_answer_that_was_left_empty_is_not_told(app):
    with app.test_request_context():
        changes = {"status": ["IN_PROGRESS", "DONE"], "figure_after": None, "outcome": "Semua baik", "reason": ""}
        row = AuditEntry(thing="maintenance_records", action="finish", changes=changes)
        assert changes_text(row) == "status: Dikerjakan → Selesai; hasil: Semua baik"


def test_words_of_one_of_a_few_values_and_days_are_those_of_the_screens(app):
    changes = {"planned_date": [None, "2026-12-05"], "risk": ["LOW", "HIGH"]}
    with app.test_request_context():
        release = changes_text(AuditEntry(thing="releases", action="edit", changes=changes))
        incident = changes_text(AuditEntry(thing="incidents", action="edit", changes={"severity": ["SEV2", "SEV1"]}))
    assert "risiko: Rendah → Tinggi" in release
    assert "rencana tayang: – → 5 Desember 2026" in release
    assert incident == "tingkat: SEV2, fungsi penting terhenti → SEV1, semua terhenti"


def test_the_log_names_people_not_their_numbers(session, client):
    make_company(session)
    dewi = make_cs(session, "Dewi")
    changes = {"lead_id": [None, dewi.id]}
    session.add(AuditEntry(at=NOW, thing="incidents", thing_id=1, action="edit", changes=changes))
    session.commit()
    log_in(client, make_admin(session))
    assert "– → Dewi" in client.get("/admin/audit/").text


def test_every_value_of_a_logged_choice_has_its_word_in_the_log():
    told_as_it_is = {("exports", "kind"), ("social_sources", "kind"), ("user_reports", "source")}
    wordless = [
        (table.name, column.name, value)
        for table in Base.metadata.sorted_tables
        if table.name not in UNTRAILED
        for column in table.c
        if column.name in COLUMNS and (table.name, column.name) not in told_as_it_is
        if not (column.name == "status" and table.name in FLOW_OF_TABLE)
        for value in column.info.get("one_of", ())
        if str(value) not in map(str, words_of(table.name, column.name))
    ]
    assert wordless == []


def test_moments_of_a_visit_and_of_its_history_are_those_of_its_site(client, session):
    make_company(session)
    site = make_site(session, customer := make_customer(session), time_zone="Asia/Jayapura")
    visit = make_visit(session, customer=customer, site=site)
    session.add(
        AuditEntry(
            at=NOW, thing="visit_tickets", thing_id=visit.id, action="reschedule",
            changes={"planned_start": [None, NOW.isoformat()]},
        )
    )  # fmt: skip
    session.flush()
    session.add(AuditEntry(at=NOW - timedelta(days=2), thing="visit_tickets", thing_id=visit.id, action="created"))
    session.commit()
    log_in(client, make_admin(session))
    page = client.get(f"/admin/visits/details/?id={visit.id}").text
    assert "mulai: – → Sab, 21 Nov 2026 12.00 WIT" in page
    history = page.partition('id="riwayat"')[2].partition("</section>")[0]
    assert " WIB" not in history
    assert history.index("Sab, 21 Nov 2026 12.00 WIT") < history.index("Kam, 19 Nov 2026 12.00 WIT")  # written later
