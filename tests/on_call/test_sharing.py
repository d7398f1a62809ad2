"""The calendar feed, how duty was shared, and standing in for one another."""

import re
from datetime import date

import pytest
import time_machine
from sqlalchemy import select

from app.core.errors import NotAllowed
from app.http.pages.links.on_call_feed import _signer, feed_path
from app.jobs.outbox.fan_out import fan_out_due
from app.models.accounts.user import Role, UserStatus
from app.models.messaging.outbox import Delivery
from app.models.on_call.schedule import CoverKind, OnCallCover, OnCallLayer, OnCallShift
from app.models.support.settings.service_plan import CalendarDay, DayKind
from tests.factories import NOW, make_admin, make_user
from tests.on_call.conftest import wib
from tests.support.logins import log_in
from tests.support.walking.posting import post
from workflows.accounts.users import log_out_everywhere
from workflows.on_call import cover_shift, list_planned_shifts, read_fairness


def cover(night, name, first, last, actor=None, **given):
    person = night.people[name]
    return cover_shift(
        night.session, level=1, user_id=person.id, starts_at=first, ends_at=last, actor=actor or person,
        **{"now": wib(8)} | given,
    )  # fmt: skip


def shifts_of(night, name, days=1):
    found = list_planned_shifts(night.session, user_id=night.people[name].id, since=wib(9), days=days)
    return [(one.level, one.starts_at, one.ends_at) for one in found]


def test_planned_shifts_are_cut_by_exceptions_to_the_minute(night):
    cover(night, "Beni", wib(22, 15), wib(23, 45))
    assert shifts_of(night, "Andi") == [(1, wib(9), wib(22, 15)), (1, wib(23, 45), wib(9, 0, 31))]
    assert shifts_of(night, "Beni") == [(1, wib(22, 15), wib(23, 45)), (2, wib(9), wib(9, 0, 31))]


def hand_over_at(night, hour, minute, level=1, **given):
    layer = night.session.scalars(select(OnCallLayer).where(OnCallLayer.level == level)).one()
    layer.started_at, layer.people = wib(hour, minute, day=2), [night.people[one].id for one in ("Andi", "Beni")]
    for name, value in given.items():
        setattr(layer, name, value)
    night.session.flush()


def test_shifts_begin_and_end_at_the_minute_of_the_hand_over(night):
    hand_over_at(night, 8, 30, length_hours=24)
    # 28 days after the start it is Andi's turn again
    assert shifts_of(night, "Andi", days=2) == [(1, wib(9), wib(8, 30, 31)), (1, wib(8, 30, 32), wib(9, 0, 32))]
    assert (1, wib(8, 30, 31), wib(8, 30, 32)) in shifts_of(night, "Beni", days=2)


def test_feed_names_the_minute_of_hand_overs_and_keeps_the_same_events_all_day(app, client, night):
    hand_over_at(night, 8, 30, length_hours=24)
    andi = night.people["Andi"]
    with app.test_request_context():
        path = feed_path(andi.id, andi.links_version)
    night.session.commit()
    feeds = []
    for at in (wib(10, 1), wib(15, 44)):
        with time_machine.travel(at, tick=False):
            feeds.append(client.get(path).text)
    assert "DTEND:20261201T013000Z" in feeds[0]  # 08.30 WIB
    assert "DTSTART:20261202T013000Z" in feeds[0]
    assert len({tuple(re.findall(r"UID:.*", feed)) for feed in feeds}) == 1


def test_feed_is_a_calendar_of_own_shifts_at_an_address_that_can_be_renewed(app, client, night):
    andi = night.people["Andi"]
    with app.test_request_context():
        path = feed_path(andi.id, andi.links_version)
    night.session.commit()
    answer = client.get(path)
    assert answer.mimetype == "text/calendar"
    lines = answer.get_data(as_text=True).split("\r\n")
    assert (lines[0], lines[-2]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert all(len(line.encode()) <= 75 for line in lines)
    assert any(line.startswith("SUMMARY:Siaga: Level 1\\, developer") for line in lines)
    assert client.get(path.replace(".ics", "x.ics")).status_code == 404
    log_in(client, andi)
    assert post(client, "/admin/on-call/renew-calendar").status_code == 302
    assert client.get(path).status_code == 404
    found = re.search(r'href="http://localhost(/on-call/[^"]+\.ics)"', client.get("/admin/on-call/").text)
    assert found
    path = found[1]
    assert client.get(path).status_code == 200
    log_out_everywhere(night.session, user_id=andi.id, actor=make_admin(night.session), now=NOW)
    night.session.commit()
    assert client.get(path).status_code == 404


def test_an_address_from_before_there_were_versions_still_works_and_ends_with_the_account(app, client, night):
    andi = night.people["Andi"]
    with app.test_request_context():
        path = f"/on-call/{_signer().dumps(andi.id)}.ics"
    night.session.commit()
    assert client.get(path).status_code == 200
    andi.status = UserStatus.INACTIVE
    night.session.commit()
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (wib(8, day=30), wib(16, day=30), (8.0, 0.0, 0.0, 0.0)),
        (wib(21, 30, day=30), wib(22, 30, day=30), (1.0, 0.5, 0.0, 0.0)),
        (wib(23, day=27), wib(1, day=28), (2.0, 2.0, 1.0, 0.0)),
        (wib(5, day=29), wib(7, day=29), (2.0, 1.0, 2.0, 0.0)),
        (wib(23, 45, day=24), wib(0, 30, day=25), (0.75, 0.75, 0.0, 0.5)),  # the holiday begins at midnight
        (wib(23, 15, day=25), wib(0, 30, day=26), (1.25, 1.25, 0.0, 0.75)),
        (wib(8, day=26), wib(9, day=26), (1.0, 0.0, 0.0, 0.0)),  # only proposed
        (wib(8, day=23), wib(9, day=23), (1.0, 0.0, 0.0, 0.0)),  # other hours are no holiday
        (wib(8, day=22), wib(9, day=22), (1.0, 0.0, 1.0, 1.0)),  # on a Sunday: both
    ],
)
def test_hours_nights_weekends_and_holidays_are_those_of_the_wall_clock(night, first, last, expected):
    andi = night.people["Andi"]
    november = date(2026, 11, 1)
    night.session.add_all(
        [
            CalendarDay(day=november.replace(day=25), title="Hari Raya", accepted_at=NOW),
            CalendarDay(day=november.replace(day=26), title="Usulan"),
            CalendarDay(day=november.replace(day=23), title="Jam lain", kind=DayKind.EXCEPTION, accepted_at=NOW),
            CalendarDay(day=november.replace(day=22), title="Cuti", kind=DayKind.JOINT_LEAVE, accepted_at=NOW),
        ]
    )
    night.session.add(OnCallShift(level=1, user_id=andi.id, started_at=first, ended_at=last))
    night.session.flush()
    [share] = read_fairness(night.session, since=wib(0, day=2), until=wib(23, day=30))
    assert (share.name, share.hours, share.night, share.weekend, share.holiday, share.calls) == ("Andi", *expected, 0)


def test_who_stands_in_and_who_is_free_are_both_told(app, night):
    cover(night, "Beni", wib(10), wib(12), reason="Rapat", kind=CoverKind.SWAP, now=NOW)
    night.session.commit()
    with app.app_context():
        while fan_out_due():
            pass
    told = night.session.scalars(select(Delivery).where(Delivery.kind == "on_call.covered")).all()
    assert {one.user_id for one in told} == {night.people["Andi"].id, night.people["Beni"].id}
    assert all("Rapat" in one.body for one in told)


def test_swap_is_made_by_its_form_and_only_for_oneself(client, night):
    session = night.session
    dewi = make_user(session, "Dewi", Role.CS)
    session.commit()
    log_in(client, dewi)
    given = {"level": "1", "kind": "SWAP", "starts_at": "2026-12-01T10:00", "ends_at": "2026-12-01T12:00"}
    refused = post(client, "/admin/on-call-covers/new/", given | {"person": night.people["Beni"].username})
    assert session.scalars(select(OnCallCover)).all() == []
    assert refused.status_code != 500
    post(client, "/admin/on-call-covers/new/", given | {"person": dewi.username, "reason": "Andi sakit"})
    [made] = session.scalars(select(OnCallCover))
    assert (made.user_id, made.kind, made.starts_at) == (dewi.id, CoverKind.SWAP, wib(10, 0, 31))
    for page in ("/admin/on-call-covers/", f"/admin/on-call-covers/details/?id={made.id}", "/admin/on-call/"):
        assert client.get(page).status_code == 200


def test_others_cannot_be_planned_by_everybody(night):
    dewi = make_user(night.session, "Dewi", Role.CS)
    with pytest.raises(NotAllowed):
        cover(night, "Beni", wib(10), wib(12), actor=dewi)
