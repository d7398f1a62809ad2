"""The public page and PDF of what is promised, and the proposed holidays of a year."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from app.core.clock import utc_now
from app.core.errors import Invalid
from app.jobs.documents.service_levels import sla_page
from app.models.support.settings.service_plan import CalendarDay, ServicePlan, SupportCalendar, SupportSettings
from app.policies.company_time import company_today
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.support import accept_days, list_proposed_years, propose_days, read_sla


@pytest.fixture
def company(session):
    return make_company(session)


def levels(session):
    return read_sla(session, today=company_today(session, utc_now()))


def test_anybody_reads_the_service_levels_in_both_languages(session, client, company):
    html = client.get("/support/sla").text
    for plan in session.scalars(select(ServicePlan)):
        assert plan.name in html
    assert "Jawaban pertama" in html
    assert "08.00-12.00" in html
    assert "sla.pdf" not in html
    assert client.get("/support/sla.pdf").status_code == 404
    client.set_cookie("lang", "en")
    assert "First reply" in client.get("/support/sla").text


def test_one_day_is_one_day_in_english(session, client, company):
    settings = session.scalars(select(SupportSettings)).one()
    settings.confirm_days = settings.reopen_days = 1
    session.flush()
    client.set_cookie("lang", "en")
    page = client.get("/support/sla").text
    assert ("within 1 working day." in page, "After 1 day a new message" in page) == (True, True)


def test_the_pdf_is_shown_only_while_it_says_what_the_settings_say(session, app, company):
    before = levels(session).digest
    assert levels(session).digest == before
    plan = session.scalars(select(ServicePlan).order_by(ServicePlan.id)).first()
    plan.targets[0].first_reply_s += 60
    session.flush()
    session.expire_all()
    assert levels(session).digest != before
    with app.test_request_context():
        assert "JANJI LAYANAN" in sla_page(session, levels(session))


def test_the_holidays_of_a_year_are_proposed_once_and_count_only_when_accepted(session, company):
    session.execute(CalendarDay.__table__.delete())
    now, calendar = utc_now(), session.scalars(select(SupportCalendar).order_by(SupportCalendar.id)).first()
    version = calendar.version
    assert propose_days(session, year=2027, now=now) == 26
    assert propose_days(session, year=2027, now=now) == 0
    kinds = session.execute(
        select(CalendarDay.kind, CalendarDay.title).where(CalendarDay.day == date(2027, 3, 9))
    ).one()
    assert kinds == ("JOINT_LEAVE", "Cuti Bersama Hari Raya Idul Fitri")
    assert session.scalars(select(CalendarDay.id).where(CalendarDay.accepted_at.is_not(None))).all() == []
    assert levels(session).days == []
    assert accept_days(session, year=2027, now=now) == 26
    session.expire_all()
    assert session.get_one(SupportCalendar, calendar.id).version == version + 1
    assert levels(session).days[0].day == date(2027, 1, 1)
    assert accept_days(session, year=2027, now=now) == 0


def test_a_day_of_the_companys_own_is_kept(session, company):
    session.execute(CalendarDay.__table__.delete())
    session.add(CalendarDay(day=date(2027, 8, 17), title="Upacara, lalu libur", accepted_at=utc_now()))
    session.flush()
    assert propose_days(session, year=2027, now=utc_now()) == 25
    kept = session.scalars(select(CalendarDay).where(CalendarDay.day == date(2027, 8, 17))).one()
    assert (kept.title, kept.accepted_at is None) == ("Upacara, lalu libur", False)


def test_an_unknown_year_is_refused(session, company):
    with pytest.raises(Invalid):
        propose_days(session, year=2019, now=utc_now())
    assert list_proposed_years() == [2026, 2027, 2028]


def test_the_desk_proposes_and_accepts_from_the_list(session, client, company):
    session.execute(CalendarDay.__table__.delete())
    log_in(client, make_cs(session))
    assert "Usulkan hari libur" in client.get("/admin/support_days/").text
    for step in ("propose", "accept"):
        assert post(client, f"/admin/support_days/{step}", {"year": "2028"}).status_code == 302
    days = session.scalars(select(CalendarDay.accepted_at).where(CalendarDay.day >= date(2028, 1, 1))).all()
    assert len(days) == 17
    assert all(days)
    assert session.get_one(SupportSettings, 1).sla_digest is None
    assert utc_now() - max(days) < timedelta(minutes=1)
