"""A site, or the company, turns out to be in another time zone: running clocks follow, others do not move."""

import pytest

from app.models.support.clocks import ClockKind
from app.models.support.settings.service_plan import SupportCalendar
from tests.factories import make_admin, make_company, make_cs, make_customer, make_site
from tests.support.logins import log_in
from tests.support.walking.posting import post
from tests.support_desk.clocks.calendars import WIB, WIT, WITA, at
from tests.support_desk.clocks.test_days_accepted_later import line_of, make_critic, moves_of, settle
from tests.support_desk.clocks.test_promises import filled
from tests.support_desk.desk import clock_of, make_ticket
from workflows.customers import correct_zone, edit_site

START = at("2026-11-30 16:30")  # of four hours half an hour is left of the day in Jakarta, none further east
DUE = {WIB: at("2026-12-01 11:30"), WITA: at("2026-12-01 11:00"), WIT: at("2026-12-01 10:00")}
JAYAPURA = {"street": "Jl. Irian 1", "city": "Jayapura"}
FIRST = ClockKind.FIRST_REPLY


@pytest.fixture
def dewi(session):
    make_company(session)
    return make_cs(session)


def make_here(session, **given):
    customer = make_customer(session)
    site = make_site(session, customer, time_zone=WIB)
    return site, make_ticket(session, at=START, customer=customer, site_id=site.id, **given)


@pytest.mark.parametrize(
    ("change", "zone"),
    [
        (lambda session, site, _dewi: correct_zone(session, site_id=site.id, zone=WITA), WITA),
        (
            lambda session, site, dewi: edit_site(
                session, site_id=site.id, actor=dewi, now=START, name="Gudang", address=JAYAPURA
            ),
            WIT,
        ),
    ],
)
def test_running_clocks_of_a_site_follow_its_zone(session, dewi, change, zone):
    (site, ticket), (_other, elsewhere) = make_here(session), make_here(session)
    before = session.get_one(SupportCalendar, 1).version
    change(session, site, dewi)
    settle(session, START)
    assert (clock_of(session, ticket, FIRST).due_at, clock_of(session, elsewhere, FIRST).due_at) == (
        DUE[zone],
        DUE[WIB],
    )
    assert [one["clock"] for one in moves_of(session, "support_tickets", ticket.id)].count(FIRST) == 1
    calendar = session.get_one(SupportCalendar, 1, populate_existing=True)
    assert (calendar.version, calendar.recomputed_version) == (before, before)


def test_a_calendar_with_a_zone_of_its_own_does_not_move(session, dewi):
    site, ticket = make_here(session)
    session.get_one(SupportCalendar, 1).time_zone = WIB
    correct_zone(session, site_id=site.id, zone=WITA)
    settle(session, START)
    assert clock_of(session, ticket, FIRST).due_at == DUE[WIB]


def test_the_companys_zone_moves_what_has_no_site_and_reports(session, client, dewi):
    (_site, here), nowhere, critic = make_here(session), make_ticket(session, at=START), make_critic(session, START)
    session.commit()
    log_in(client, make_admin(session))
    path = "/admin/company/edit/?id=1"
    assert post(client, path, {**filled(client, path), "time_zone": WITA}).status_code in {302, 303}
    settle(session, START)
    dues = (
        clock_of(session, here, FIRST).due_at,
        clock_of(session, nowhere, FIRST).due_at,
        line_of(session, critic).due_at,
    )
    assert dues == (DUE[WIB], DUE[WITA], DUE[WITA])
