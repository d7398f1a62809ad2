"""A company east of WIB reads and types its own clock on every page, and in every message."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from app.core.clock import ZONES
from app.models.monitoring.alarm import Severity
from app.models.releases.calendar import FreezeWindow
from app.models.releases.release import Release, ReleaseStatus
from app.models.status.status_page import PlannedMaintenance, StatusComponent
from app.presenters.dates import clock_time, day, day_short, moment, moment_short
from tests.factories import NOW, make_admin, make_company
from tests.panel.conftest import Desk
from tests.support_desk.desk import make_ticket
from workflows.incidents import declare_incident

EAST = sorted(set(ZONES) - {"Asia/Jakarta"})


@pytest.fixture(params=EAST)
def zone(request, session):
    make_company(session, time_zone=request.param)
    return request.param


def test_what_happened_is_told_by_the_companys_clock(session, client, zone):
    ani = make_admin(session)
    incident = declare_incident(session, title="Bayar gagal", severity=Severity.SEV3, actor=ani, now=NOW)
    release = Release(system="sigap", version="2.0.0", status=ReleaseStatus.DONE, live_at=NOW, ended_at=NOW)
    plan = PlannedMaintenance(
        title="Ganti disk", starts_at=NOW, ends_at=NOW + timedelta(hours=1), announced_at=NOW, component_ids=[]
    )
    session.add_all([release, plan])
    ticket = make_ticket(session, at=NOW, actor=ani)
    session.commit()
    desk = Desk(client, ani)
    pages = {"incidents": incident, "releases": release, "maintenance": plan, "support": ticket}
    told = {name: desk.get(f"/admin/{name}/details/", id=one.id).get_data(as_text=True) for name, one in pages.items()}
    assert {name: (" WIB" in page, f" {ZONES[zone]}" in page) for name, page in told.items()} == dict.fromkeys(
        pages, (False, True)
    )


def test_a_moment_is_typed_by_the_companys_clock(session, client, zone):
    ani = make_admin(session)
    session.add(StatusComponent(name="Portal"))
    session.commit()
    desk = Desk(client, ani)
    seven = {"starts_at": "2031-06-15T07:00", "ends_at": "2031-06-15T09:00"}
    desk.post("/admin/freeze-windows/new/", name="Lebaran", system="", **seven)
    component = session.scalars(select(StatusComponent)).one()
    desk.post("/admin/maintenance/new/", title="Ganti disk", text="", component_ids=str(component.id), **seven)
    meant = datetime(2031, 6, 15, 7, tzinfo=ZoneInfo(zone))
    assert session.scalars(select(FreezeWindow.starts_at)).one() == meant
    assert session.scalars(select(PlannedMaintenance.starts_at)).one() == meant


def test_days_turn_with_the_companys_midnight(app, session, zone):
    midnight = datetime(2026, 11, 22, tzinfo=ZoneInfo(zone))
    with app.test_request_context():
        before = midnight - timedelta(seconds=1)
        assert (day(before), day_short(before), day(midnight)) == (
            "21 November 2026",
            "21 Nov 2026",
            "22 November 2026",
        )
        assert moment_short(midnight) == "22 Nov 2026 00.00"
        assert clock_time(midnight) == f"00.00 {ZONES[zone]}"
        assert moment(midnight, "Asia/Jakarta").endswith("WIB")  # a zone that is named stays
