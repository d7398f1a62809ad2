"""The dispatcher's calendar: who is where, hour by hour and day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from admin_views.visits.schedule import split_day
from app.models.accounts.user import Leave, Role
from tests.factories import make_assignment, make_cs, make_customer, make_technician, make_user, make_visit
from tests.support.people import sign_in
from workflows.visits import Block, hours_of, list_schedule

WIB = "Asia/Jakarta"
MONDAY = date(2026, 11, 30)


def at(hour: float, day: date = MONDAY) -> datetime:
    """A moment in WIB."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(hours=hour - 7)


def slots(session: Session, day: date = MONDAY) -> list[tuple[str, list[tuple[int, int]]]]:
    schedules = list_schedule(session, days=[day], zone=WIB)
    return [(one.technician.name, [(block.first, block.last) for block in one.blocks[day]]) for one in schedules]


@pytest.mark.parametrize(
    ("start", "end", "first", "last"),
    [
        (8, 10, 16, 20),
        (8.25, 9.75, 16, 20),  # a touched half hour counts
        (23.5, 24, 47, 48),
        (0, 0.5, 0, 1),
        (-3, 1, 0, 2),  # since yesterday
        (22, 30, 44, 48),  # until tomorrow
    ],
)
def test_a_visit_covers_the_half_hours_it_touches(
    session: Session, start: float, end: float, first: int, last: int
) -> None:
    budi = make_technician(session, "Budi")
    make_assignment(session, make_visit(session, planned_start=at(start), planned_end=at(end)), budi)
    assert slots(session) == [("Budi", [(first, last)])]


@pytest.mark.parametrize(("start", "end"), [(-5, 0), (24, 26)])
def test_what_only_meets_the_day_at_midnight_is_not_on_it(session: Session, start: float, end: float) -> None:
    make_assignment(
        session, make_visit(session, planned_start=at(start), planned_end=at(end)), make_technician(session, "Budi")
    )
    assert slots(session) == [("Budi", [])]


def test_visits_that_share_a_half_hour_stand_side_by_side(session: Session) -> None:
    budi = make_technician(session, "Budi")
    for start, end in ((8, 10.2), (10.25, 10.4), (12, 13)):
        make_assignment(session, make_visit(session, planned_start=at(start), planned_end=at(end)), budi)
    assert slots(session) == [("Budi", [(16, 21), (21, 22), (24, 26)])]


def test_released_places_and_people_who_left_are_not_shown(session: Session) -> None:
    budi = make_technician(session, "Budi")
    place = make_assignment(session, make_visit(session, planned_start=at(8), planned_end=at(9)), budi)
    place.released_at = at(7)
    make_technician(session, "Sari").status = "INACTIVE"
    session.flush()
    assert slots(session) == [("Budi", [])]


def test_a_visit_of_days_and_a_leave_stand_on_each_of_them(session: Session) -> None:
    budi, sari = make_technician(session, "Budi"), make_technician(session, "Sari")
    make_assignment(session, make_visit(session, planned_start=at(8), planned_end=at(24 + 17)), budi)
    session.add(Leave(user_id=sari.id, first_date=MONDAY + timedelta(1), last_date=MONDAY + timedelta(2)))
    session.flush()
    days = [MONDAY + timedelta(number) for number in range(4)]
    of_budi, of_sari = list_schedule(session, days=days, zone=WIB)
    assert [len(of_budi.blocks[day]) for day in days] == [1, 1, 0, 0]
    assert [day for day in days if day in of_sari.leaves] == days[1:3]


@pytest.mark.parametrize(("first", "last", "shown"), [(-2, -1, []), (-2, 0, [0]), (3, 5, [3]), (4, 5, [])])
def test_a_leave_is_shown_from_its_first_to_its_last_day(
    session: Session, first: int, last: int, shown: list[int]
) -> None:
    sari = make_technician(session, "Sari")
    session.add(Leave(user_id=sari.id, first_date=MONDAY + timedelta(first), last_date=MONDAY + timedelta(last)))
    session.flush()
    days = [MONDAY + timedelta(number) for number in range(4)]
    (schedule,) = list_schedule(session, days=days, zone=WIB)
    assert sorted(schedule.leaves) == [MONDAY + timedelta(number) for number in shown]


def test_the_hours_grow_with_what_is_planned(session: Session) -> None:
    budi = make_technician(session, "Budi")
    assert hours_of(list_schedule(session, days=[MONDAY], zone=WIB), MONDAY) == range(7, 19)
    for start, end in ((4.5, 6), (20, 22.1)):
        make_assignment(session, make_visit(session, planned_start=at(start), planned_end=at(end)), budi)
    assert hours_of(list_schedule(session, days=[MONDAY], zone=WIB), MONDAY) == range(4, 23)


@pytest.mark.parametrize("blocks", [[], [(16, 20)], [(14, 15), (15, 16), (37, 38)], [(15, 37)]])
def test_every_row_is_as_wide_as_its_hours(blocks: list[tuple[int, int]]) -> None:
    cells = split_day([Block(first, last, None) for first, last in blocks], range(7, 19))  # type: ignore[arg-type]
    assert sum(width for width, _ in cells) == 24
    assert sum(1 for _, block in cells if block) == len(blocks)


@pytest.mark.parametrize(
    "query", ["", "day=x", "day=9999-12-31", "day=0001-01-01", "page=-1&skill=x", "span=week&page=99"]
)
def test_the_page_stands_whatever_is_asked(client: FlaskClient, session: Session, query: str) -> None:
    sign_in(client, make_cs(session))
    assert client.get(f"/admin/schedule/?{query}").status_code == 200


@pytest.mark.parametrize(("role", "moves"), [(Role.CS, True), (Role.MANAGER, False)])
@pytest.mark.parametrize("span", ["day", "week"])
def test_cs_moves_a_visit_from_its_cell_and_a_manager_only_looks(
    client: FlaskClient, session: Session, role: Role, span: str, moves: bool
) -> None:
    budi = make_technician(session, "Budi")
    visit = make_visit(session, customer=make_customer(session, "Pak Agus"), planned_start=at(8), planned_end=at(10))
    make_assignment(session, visit, budi)
    sign_in(client, make_user(session, "Dewi", role))
    page = client.get(f"/admin/schedule/?day={MONDAY}&span={span}").text
    assert "Pak Agus" in page
    assert "08.00–10.00 WIB" in page
    assert (f"technician={budi.id}" in page) is moves


@pytest.mark.parametrize(("hours", "is_short"), [(0.5, True), (1, True), (1.5, False)])
def test_a_short_visit_has_its_words_in_its_title(
    session: Session, client: FlaskClient, hours: float, is_short: bool
) -> None:
    pak_agus = make_customer(session, name="Pak Agus Wiratama")
    visit = make_visit(session, customer=pak_agus, planned_start=at(9), planned_end=at(9 + hours))
    make_assignment(session, visit, make_technician(session, "Budi"))
    page = sign_in(client, make_cs(session)).get(f"/admin/schedule/?day={MONDAY.isoformat()}").text
    assert (f'title="{visit.number}, ' in page) is is_short
    assert page.count("Pak Agus Wiratama") == 1 + is_short
