"""Layers, exceptions, gaps, and who was on call."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from sqlalchemy import event, select

from app.core.errors import Invalid, NotAllowed
from app.models.accounts.user import Leave, Role, UserStatus
from app.models.on_call.schedule import OnCallCover, OnCallLayer
from app.models.support.settings.service_plan import CalendarDay
from tests.factories import NOW, make_user
from tests.on_call.conftest import WIB, make_layer, wib
from tests.support.logins import log_in
from workflows.on_call import (
    ask_swap,
    change_people,
    cover_shift,
    find_on_call,
    find_people,
    find_who_was,
    list_absences,
    list_gaps,
    note_shifts,
    person_at,
    take_shift,
)
from workflows.on_call.plan.intervals import moments_of

ANDI, BENI, CITRA = 1, 2, 3


def cover(number: int, kind: str, user_id: int) -> OnCallCover:
    return OnCallCover(id=number, level=1, kind=kind, user_id=user_id, starts_at=wib(0), ends_at=wib(23, 59))


@pytest.mark.parametrize(
    ("covers", "person"),
    [
        ([], ANDI),
        ([cover(1, "OVERRIDE", BENI), cover(2, "SWAP", CITRA)], BENI),
        ([cover(1, "OVERRIDE", BENI), cover(2, "TAKEN", CITRA)], CITRA),  # the later one
        ([cover(1, "SWAP", CITRA)], CITRA),
    ],
)
def test_override_before_swap_before_rotation(covers, person):
    assert person_at([make_layer(1, [ANDI])], covers, level=1, at=wib(12), zone=WIB) == person


@pytest.mark.parametrize(
    ("hour", "day", "person"),
    [
        (7, 30, BENI), (8, 30, ANDI), (16, 30, ANDI), (17, 30, BENI),  # Monday: office hours, else the night layer
        (2, 28, CITRA), (6, 28, None), (23, 27, CITRA),  # the night of Friday reaches into Saturday
    ],
)  # fmt: skip
def test_layers_by_hour_and_day_of_week(hour, day, person):
    layers = [
        make_layer(1, [ANDI], from_hour=8, until_hour=17, weekdays=[0], rank=2),
        make_layer(1, [BENI], weekdays=[0], rank=1),
        make_layer(1, [CITRA], from_hour=22, until_hour=6, weekdays=[4]),
    ]
    assert person_at(layers, [], level=1, at=wib(hour, day=day), zone=WIB) == person


def test_gaps_are_named_by_their_beginning_and_end(night):
    session = night.session
    layer = session.scalars(select(OnCallLayer).where(OnCallLayer.level == 2)).one()
    layer.from_hour, layer.until_hour = 8, 20
    session.flush()
    gaps = list_gaps(session, now=wib(9), days=2)
    hours = [(level, begin.astimezone(WIB).hour, end.astimezone(WIB).hour) for level, begin, end in gaps]
    assert hours == [(2, 20, 8), (2, 20, 8)]


def gaps_of(night, at, days=1):
    return [(level, begin, end) for level, begin, end in list_gaps(night.session, now=at, days=days)]


@pytest.mark.parametrize("minutes", [1, 15, 59])
def test_gap_of_minutes_between_two_exceptions_is_named_to_the_minute(night, minutes):
    session, beni = night.session, night.people["Beni"]
    layer = session.scalars(select(OnCallLayer).where(OnCallLayer.level == 1)).one()
    layer.people = []
    planned = {"level": 1, "user_id": beni.id, "actor": beni, "now": wib(9)}
    cover_shift(session, starts_at=wib(9), ends_at=wib(12, 20), **planned)
    since = wib(12, 20) + timedelta(minutes=minutes)
    cover_shift(session, starts_at=since, ends_at=wib(9, 0, 31), **planned)
    assert gaps_of(night, wib(9)) == [(1, wib(12, 20), since)]


def test_gap_ends_at_the_hand_over_off_the_hour(night):
    session = night.session
    layer = session.scalars(select(OnCallLayer).where(OnCallLayer.level == 1)).one()
    gone = make_user(session, "Eko", Role.DEVELOPER)
    layer.started_at, layer.length_hours = wib(8, 30, day=2), 24
    layer.people = [gone.id, night.people["Andi"].id]
    gone.status = UserStatus.INACTIVE
    session.flush()
    assert gaps_of(night, wib(8, 29), days=2) == [(1, wib(8, 30), wib(8, 30, 31))]
    assert gaps_of(night, wib(8, 15, 31), days=1) == [(1, wib(8, 15, 31), wib(8, 30, 31))]
    assert gaps_of(night, wib(8, 30, 31), days=1) == []


def test_hours_of_a_layer_are_those_of_a_zone_off_the_full_hour(night):
    session = night.session
    layer = session.scalars(select(OnCallLayer).where(OnCallLayer.level == 1)).one()
    layer.from_hour, layer.until_hour = 8, 20
    kolkata = ZoneInfo("Asia/Kolkata")
    first = datetime(2026, 11, 30, 12, tzinfo=kolkata)
    moments = moments_of([layer], [], kolkata, first=first, last=first + timedelta(days=1))
    hours = [at.astimezone(kolkata) for at in moments[1:-1]]
    assert {(at.hour, at.minute) for at in hours} >= {(20, 0), (0, 0), (8, 0)}


def test_leave_and_accepted_holidays_stand_beside_the_plan(client, night):
    session, andi = night.session, night.people["Andi"]
    today = NOW.date()
    session.add(Leave(user_id=andi.id, first_date=today + timedelta(days=3), last_date=today + timedelta(days=4)))
    session.add(Leave(user_id=andi.id, first_date=today + timedelta(days=60), last_date=today + timedelta(days=61)))
    session.add(CalendarDay(day=today + timedelta(days=5), title="Hari Raya", blocks=[], accepted_at=NOW))
    session.add(CalendarDay(day=today + timedelta(days=6), title="Masih usulan", blocks=[]))
    session.commit()
    log_in(client, andi)
    page = client.get("/admin/on-call/").get_data(as_text=True)
    assert "Hari Raya" in page
    assert "Masih usulan" not in page
    assert page.count("Andi: cuti") == 1


def test_taking_a_shift_lasts_until_the_next_hand_over(night):
    dimas = night.people["Dimas"]
    taken = take_shift(night.session, level=1, actor=dimas, now=wib(22, 0, 29))
    assert taken.ends_at == wib(9, 0, 30)
    assert find_on_call(night.session, level=1, at=wib(23, 0, 29)) is dimas
    assert find_on_call(night.session, level=1, at=wib(9, 0, 30)) is night.people["Andi"]


def test_past_is_what_was_written_down_and_not_what_the_plan_says_now(night):
    session = night.session
    note_shifts(session, now=wib(9))
    layer = session.scalars(select(OnCallLayer).where(OnCallLayer.level == 1)).one()
    change_people(session, layer=layer, people=[night.people["Dimas"].id], now=wib(12))
    note_shifts(session, now=wib(12))
    assert find_who_was(session, level=1, at=wib(11, 59)) is night.people["Andi"]
    assert find_who_was(session, level=1, at=wib(12)) is night.people["Dimas"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("30/11/2026 11.59", "Level 1, developer siaga: Andi"),
        ("2026-11-30T12:00", "Level 1, developer siaga: Dimas"),
        ("30/11/2026 08.59", "Tidak ada yang tercatat siaga waktu itu."),
        ("1/1/2030 08.00", "Waktu ini di masa depan."),
        ("entah kapan", "Tulis tanggal dan jam"),
    ],
)
def test_page_says_who_was_on_call_at_any_past_minute(client, night, asked, said):
    session = night.session
    note_shifts(session, now=wib(9))
    layer = session.scalars(select(OnCallLayer).where(OnCallLayer.level == 1)).one()
    change_people(session, layer=layer, people=[night.people["Dimas"].id], now=wib(12))
    note_shifts(session, now=wib(12))
    session.commit()
    with time_machine.travel(wib(13), tick=False):
        log_in(client, night.people["Beni"])
        page = client.get("/admin/on-call/", query_string={"was_at": asked}).text
    part = page[page.index('id="dulu"') : page.index("</section>", page.index('id="dulu"'))]
    assert said in part
    assert ("Level 2, senior: Beni" in part) is said.startswith("Level 1")


def test_others_plan_only_for_themselves_and_a_manager_for_all(night):
    session, beni = night.session, night.people["Beni"]
    dewi, maya = make_user(session, "Dewi", Role.CS), make_user(session, "Maya", Role.MANAGER)
    shift = {"level": 1, "starts_at": wib(10), "ends_at": wib(12), "now": wib(9)}
    with pytest.raises(NotAllowed):
        cover_shift(session, user_id=beni.id, actor=dewi, **shift)
    assert cover_shift(session, user_id=dewi.id, actor=dewi, **shift).user_id == dewi.id
    assert cover_shift(session, user_id=beni.id, actor=maya, **shift).user_id == beni.id
    with pytest.raises(Invalid):
        cover_shift(session, user_id=beni.id, actor=maya, **shift | {"ends_at": wib(10)})


def test_names_of_a_rotation_are_read_in_their_order(night):
    andi, beni = night.people["Andi"], night.people["Beni"]
    assert find_people(night.session, f"{beni.username.upper()}, {andi.username}") == [beni.id, andi.id]
    with pytest.raises(Invalid):
        find_people(night.session, f"{andi.username} tono")


@pytest.mark.parametrize(("day", "away"), [(-1, False), (0, True), (2, True), (3, False)])
def test_leave_holds_on_its_first_and_last_day(session, day, away):
    andi, first = make_user(session, "Andi", Role.DEVOPS), wib(12).date()
    session.add(Leave(user_id=andi.id, first_date=first, last_date=first + timedelta(days=2)))
    session.flush()
    asked = first + timedelta(days=day)
    assert bool(list_absences(session, user_ids=[andi.id], first=asked, last=asked)) is away


@pytest.mark.parametrize(
    "change", [{"role": Role.TECHNICIAN}, {"status": UserStatus.INACTIVE}], ids=["another role", "inactive"]
)
def test_who_may_no_longer_be_on_call_is_a_gap_and_neither_asked_nor_put_on_call(night, change):
    session, andi, beni = night.session, night.people["Andi"], night.people["Beni"]
    for name, value in change.items():
        setattr(beni, name, value)
    session.flush()
    assert find_on_call(session, level=2, at=wib(10)) is None
    assert [level for level, _at, _end in list_gaps(session, now=wib(9), days=1)] == [2]
    shift = {"level": 1, "starts_at": wib(10), "ends_at": wib(12), "now": wib(9), "actor": andi}
    with pytest.raises(Invalid):
        cover_shift(session, user_id=beni.id, **shift)
    with pytest.raises(Invalid):
        ask_swap(session, asked_id=beni.id, **shift)


def test_page_of_four_levels_asks_once_who_is_on_leave(client, night, connection):
    night.session.commit()
    log_in(client, night.people["Andi"])
    statements: list[str] = []
    event.listen(connection, "before_cursor_execute", lambda *given: statements.append(given[2]))
    assert client.get("/admin/on-call/").status_code == 200
    assert sum("FROM leaves" in one for one in statements) == 1
