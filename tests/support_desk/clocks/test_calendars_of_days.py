"""A day off names the calendars for which it holds, the same on page and PDF, in the panel and in the clocks."""

from datetime import date

import pytest

from app.core.clock import utc_now
from app.jobs.documents.service_levels import sla_page
from app.models.support.settings.service_plan import CalendarDay, DayKind, ServiceTarget, SupportCalendar
from app.policies.service_levels.calendar_days import ALWAYS
from tests.factories import make_company, make_cs
from tests.support.logins import log_in
from workflows.support import read_sla
from workflows.support.clocks.calendars.working_calendars import working_time_of

OFFICE = {str(day): [[480, 1020]] for day in range(5)}
DAY = date(2027, 6, 1)  # a Tuesday
HALF_DAY = [[480, 720]]


@pytest.fixture
def calendars(session):
    """Office hours, a shop that works on joint leave, and all hours; each is promised to somebody."""
    make_company(session)
    session.execute(CalendarDay.__table__.delete())
    made = [
        SupportCalendar(name="Kantor", week=OFFICE),
        SupportCalendar(name="Toko", week=OFFICE, joint_leave_worked=True),
        SupportCalendar(name="Siaga", week=ALWAYS),
    ]
    session.add_all(made)
    session.flush()
    targets = session.query(ServiceTarget).order_by(ServiceTarget.id).all()
    for place, target in enumerate(targets):
        target.calendar = made[place % 3]
    session.flush()
    return {one.name: one for one in made}


def add_day(session, kind, calendar=None, blocks=(), accepted=True):
    day = CalendarDay(day=DAY, kind=kind, title="Hari uji", calendar_id=calendar.id if calendar else None)
    day.blocks, day.accepted_at = list(blocks), utc_now() if accepted else None
    session.add(day)
    session.flush()


def shown(session):
    return [(one.blocks, one.calendars) for one in read_sla(session, today=DAY).days]


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        ([(DayKind.HOLIDAY, None, ())], [([], ("Kantor", "Toko"))]),
        ([(DayKind.JOINT_LEAVE, None, ())], [([], ("Kantor",))]),
        ([(DayKind.EXCEPTION, None, HALF_DAY)], [(HALF_DAY, ("Kantor", "Toko"))]),
        ([(DayKind.HOLIDAY, "Siaga", ())], [([], ("Siaga",))]),
        ([(DayKind.JOINT_LEAVE, "Toko", ())], []),
        (
            [(DayKind.HOLIDAY, None, ()), (DayKind.EXCEPTION, "Toko", HALF_DAY)],
            [([], ("Kantor",)), (HALF_DAY, ("Toko",))],
        ),
        ([(DayKind.HOLIDAY, None, ()), (DayKind.JOINT_LEAVE, "Toko", ())], [([], ("Kantor", "Toko"))]),
    ],
)
def test_a_day_names_the_calendars_that_its_clocks_heed(session, calendars, rows, days):
    for kind, name, blocks in rows:
        add_day(session, kind, calendars.get(name), blocks)
    assert shown(session) == days
    listed = {name: blocks for blocks, names in days for name in names}
    counted = {name: working_time_of(session, one.id).days.get(DAY) for name, one in calendars.items()}
    assert {name: [list(block) for block in blocks] for name, blocks in counted.items() if blocks is not None} == listed


def test_a_day_for_all_says_so_where_no_calendar_works_on_it(session, calendars):
    calendars["Siaga"].week = OFFICE
    add_day(session, DayKind.HOLIDAY)
    assert shown(session) == [([], ())]


def test_a_calendar_of_no_level_is_not_named(session, calendars):
    spare = SupportCalendar(name="Cadangan", week=OFFICE)
    session.add(spare)
    session.flush()
    add_day(session, DayKind.HOLIDAY, spare)
    assert shown(session) == []


def test_what_is_only_proposed_is_not_shown(session, calendars):
    add_day(session, DayKind.HOLIDAY, accepted=False)
    assert shown(session) == []


def test_page_pdf_and_panel_name_them(session, app, client, calendars):
    add_day(session, DayKind.HOLIDAY)
    found = read_sla(session, today=DAY)
    with app.test_request_context():
        document = sla_page(session, found)
    page = client.get("/support/sla").text
    log_in(client, make_cs(session))
    panel = client.get("/admin/support_days/").text
    for text in (document, page, panel):
        assert "Semua kalender" not in text
        assert "Kantor, Toko" in text


def test_the_pdf_is_drawn_anew_when_a_day_holds_for_other_calendars(session, calendars):
    add_day(session, DayKind.JOINT_LEAVE)
    before = read_sla(session, today=DAY).digest
    calendars["Toko"].joint_leave_worked = False
    session.flush()
    assert read_sla(session, today=DAY).digest != before
