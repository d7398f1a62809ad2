"""The dashboard's figures are added up by day from the facts, and added up again when a fact changes."""

import io
import json
import re
from datetime import UTC, date, datetime, timedelta
from html import unescape

from openpyxl import load_workbook
from sqlalchemy import select

from app.models.access_links import AccessLink
from app.models.finance.invoice import Invoice
from app.models.finance.payment import Payment
from app.models.kpi import KpiDay, KpiTouched
from app.models.releases.release import Release
from app.models.visits.attendance import Attendance
from tests.factories import NOW, make_company, make_cs, make_manager, make_technician, make_visit
from tests.support.logins import log_in
from workflows.kpi import read_period, refresh_days, touch_day
from workflows.ratings import submit_rating
from workflows.visits import claim_place, close_visit

TODAY = date(2026, 11, 21)


def lived_day(session):
    """One visit lived through today by Budi (on time) and Sari (late), paid, rated."""
    make_company(session)
    dewi, budi, sari = make_cs(session), make_technician(session, "Budi"), make_technician(session, "Sari")
    visit = make_visit(
        session, created_by_id=dewi.id, opened_at=NOW - timedelta(hours=2), planned_start=NOW - timedelta(hours=1)
    )
    for person in (budi, sari):
        claim_place(session, visit_id=visit.id, technician=person, now=NOW - timedelta(hours=1, minutes=30))
    session.refresh(visit)
    for person, minutes in ((budi, 5), (sari, 40)):
        place = next(a for a in visit.assignments if a.technician_id == person.id)
        session.add(
            Attendance(assignment_id=place.id, visit_id=visit.id, technician_id=person.id, kind="CHECK_IN", work_date=TODAY,
                       server_at=visit.planned_start + timedelta(minutes=minutes), reason="tanpa GPS", client_key=f"key-{person.id}")
        )  # fmt: skip
    visit.status, visit.finished_at = "DONE", NOW
    session.flush()
    close_visit(session, visit_id=visit.id, actor=dewi, now=NOW)
    invoice = Invoice(number="INV/2026/XI/0001", visit_id=visit.id, customer_id=visit.customer_id, status="SENT", issue_date=TODAY,
                      due_date=TODAY, subtotal_idr=500_000, total_idr=500_000, drafted_by_id=dewi.id, approved_at=NOW)  # fmt: skip
    session.add(invoice)
    session.flush()
    session.add(Payment(invoice_id=invoice.id, method="TRANSFER", status="PAID", amount_idr=500_000, paid_at=NOW))
    session.flush()
    return visit, dewi, budi, sari


def test_a_day_is_added_up_from_its_facts(session):
    visit, dewi, budi, sari = lived_day(session)
    token = session.scalar(select(AccessLink.token).where(AccessLink.visit_id == visit.id))
    submit_rating(session, token=token, now=NOW, comment="",
                  stars={("TECHNICIAN", budi.id): 5, ("TECHNICIAN", sari.id): 2, ("CS", dewi.id): 4})  # fmt: skip
    refresh_days(session, now=NOW)
    period = read_period(session, first=TODAY, last=TODAY)
    assert period.total.sums == {
        "jobs_done": 2, "on_time": 1, "checked_in": 2, "no_shows": 0, "claims_won": 2, "claims_tried": 2,
        "stars_sum": 11, "stars_count": 3, "response_seconds": 1800, "response_count": 1, "visits_opened": 1,
        "visits_closed": 1, "visits_cancelled": 0, "income_idr": 500_000, "invoiced_idr": 500_000,
    }  # fmt: skip
    assert period.stars_by_role["TECHNICIAN"].stars == 3.5
    by_name = {person.name: person.figures for person in period.people}
    assert (by_name["Budi"].on_time_rate, by_name["Sari"].on_time_rate) == (1.0, 0.0)
    assert by_name["Dewi"].response_minutes == 30


def test_counting_twice_changes_nothing_and_a_withdrawn_fact_goes(session):
    lived_day(session)
    refresh_days(session, now=NOW)
    before = read_period(session, first=TODAY, last=TODAY).total.sums
    refresh_days(session, now=NOW)
    assert read_period(session, first=TODAY, last=TODAY).total.sums == before
    payment = session.scalars(select(Payment)).one()
    payment.status = "FAILED"
    session.flush()
    refresh_days(session, now=NOW)
    assert read_period(session, first=TODAY, last=TODAY).total.income_idr == 0


def test_an_old_day_is_counted_again_when_it_is_touched(session):
    lived_day(session)
    month_later = NOW + timedelta(days=30)
    refresh_days(session, now=month_later)
    assert session.scalars(select(KpiDay).where(KpiDay.day == TODAY)).all() == []
    touch_day(session, moment=NOW, now=month_later)
    refresh_days(session, now=month_later)
    assert read_period(session, first=TODAY, last=TODAY).total.jobs_done == 2
    assert session.scalars(select(KpiTouched)).all() == []


def test_only_the_manager_and_admin_see_the_dashboard(session, client):
    maya, dewi = make_manager(session), make_cs(session)
    make_company(session)
    log_in(client, maya)
    assert client.get("/admin/kpi/").status_code == 200
    assert client.get("/admin/kpi/?first=x&last=2026-99-99&days=abc&person=zz").status_code == 200
    budi = make_technician(session, "Budi")
    session.add(KpiDay(day=TODAY, user_id=budi.id, role="TECHNICIAN", stars_sum=9, stars_count=2, jobs_done=1))
    session.flush()
    asked = f"first={TODAY}&last={TODAY}"
    assert "Budi,Teknisi,4.5,2,1," in client.get(f"/admin/kpi/export.csv?{asked}").text
    book = load_workbook(io.BytesIO(client.get(f"/admin/kpi/export.xlsx?{asked}&file_type=x").data)).active
    assert book is not None
    assert [cell.value for cell in book[2]][:5] == ["Budi", "Teknisi", 4.5, 2, 1]
    assert client.get("/admin/kpi/export.pdf").status_code == 404
    log_in(client, dewi)
    assert client.get("/admin/kpi/").status_code == 403


def drawn_series(client, query):
    """What the charts of the dashboard are given."""
    html = client.get(f"/admin/kpi/?{query}").text
    return json.loads(unescape(re.search(r'data-series="([^"]+)"', html)[1]))


def test_the_charts_show_the_period_before_day_by_day(session, client):
    lived_day(session)
    refresh_days(session, now=NOW)
    log_in(client, make_manager(session))
    today, yesterday = drawn_series(client, "first=2026-11-21&last=2026-11-21"), TODAY - timedelta(days=1)
    later = drawn_series(client, "first=2026-11-22&last=2026-11-22")
    assert (today["jobs"], today["before"]["jobs"]) == ([2], [0])
    assert (later["jobs"], later["before"]["jobs"]) == ([0], [2])
    two = drawn_series(client, f"first={yesterday}&last=2026-11-21")
    assert two["jobs"] == [0, 2]
    assert two["before"]["jobs"] == [0, 0]


def test_a_shorter_month_before_ends_with_its_last_day(session, client):
    make_company(session)
    log_in(client, make_manager(session))
    march = drawn_series(client, "first=2026-03-01&last=2026-03-31")
    assert march["before"]["jobs"] == [0] * 28 + [None] * 3
    assert march["before"]["income"][27:29] == [0, None]
    assert march["before"]["stars"] == [None] * 31


def test_releases_and_incidents_of_the_days_are_marks_on_the_company_clock(session, client):
    make_company(session)
    at = datetime(2026, 11, 20, 17, 30, tzinfo=UTC)  # 00.30 on the 21st in Jakarta
    session.add(Release(system="sigap", version="1.4.0", live_at=at))
    log_in(client, make_manager(session))
    assert drawn_series(client, "first=2026-11-20&last=2026-11-20")["marks"] == []
    assert drawn_series(client, "first=2026-11-21&last=2026-11-21")["marks"] == [
        ["2026-11-21T00:30:00+07:00", "Rilis 1.4.0"]
    ]
    assert "Rilis 1.4.0" in client.get("/admin/kpi/?first=2026-11-21&last=2026-11-21").text
