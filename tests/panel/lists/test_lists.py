"""Lists: every row once, in order, whatever the sort, the filter and the search."""

import re
from collections.abc import Callable
from datetime import timedelta
from itertools import pairwise
from typing import Any
from urllib.parse import urlparse

import pytest
from sqlalchemy.orm import Session

from app.models.visits.visit import Priority, VisitStatus
from tests.factories import NOW, make_admin, make_assignment, make_customer, make_technician, make_visit
from tests.panel.conftest import Desk

VISITS = "/admin/visits/"


@pytest.fixture
def sixty(session: Session) -> list[str]:
    """Sixty visits of three customers, two statuses and repeating starts; their numbers, oldest first."""
    customers = [make_customer(session, name) for name in ("Pak Agus", "Ibu Wati", "Toko Maju")]
    return [
        make_visit(
            session,
            customer=customers[place % 3],
            status=VisitStatus.OPEN if place % 2 else VisitStatus.DRAFT,
            priority=list(Priority)[place % 4],
            planned_start=NOW + timedelta(days=place % 7),
            problem="AC bocor" if place % 5 == 0 else "Kulkas mati",
        ).number
        for place in range(60)
    ]


def walked(desk: Desk, link: str, **query: Any) -> list[list[str]]:
    """Every page reached by one of the pager's links, `next` or `prev`."""
    page = desk.get(VISITS, **query)
    pages = []
    while True:
        assert page.status_code == 200
        text = page.get_data(as_text=True)
        pages.append(re.findall(r"data-row-link>([^<]*)<", text))
        found = re.search(rf'<a class="[^"]*" href="([^"]+)" rel="{link}"', text)
        if not found:
            return pages
        url = urlparse(found.group(1).replace("&amp;", "&"))
        page = desk.client.get(f"{url.path}?{url.query}")


@pytest.mark.parametrize("sort", [None, 0, 1, 3, 4, 6])
@pytest.mark.parametrize("desc", [None, 1])
def test_every_row_is_met_once_in_both_directions(
    sort: int | None, desc: int | None, sixty: list[str], at_desk: Callable[..., Desk]
) -> None:
    desk = at_desk()
    query = {name: value for name, value in {"sort": sort, "desc": desc}.items() if value is not None}
    forward = [number for page in walked(desk, "next", **query) for number in page]
    assert sorted(forward) == sorted(sixty)
    backward = walked(desk, "prev", **query, end=1)
    assert [number for page in reversed(backward) for number in page][-50:] == forward[-50:]
    assert all(len(page) <= 25 for page in backward)


def test_newest_come_first(sixty: list[str], at_desk: Callable[..., Desk]) -> None:
    assert at_desk().rows(VISITS) == sixty[:-26:-1]


def test_the_last_page_is_the_end_of_the_list(sixty: list[str], at_desk: Callable[..., Desk]) -> None:
    assert at_desk().rows(VISITS, end=1) == sixty[24::-1]


def test_a_list_sorted_by_customer_is_in_the_customers_order(
    sixty: list[str], at_desk: Callable[..., Desk], session: Session
) -> None:
    text = at_desk().get(VISITS, sort=2).get_data(as_text=True)
    places = [text.index(name) if name in text else len(text) for name in ("Ibu Wati", "Pak Agus", "Toko Maju")]
    assert all(first < second for first, second in pairwise(places))


def test_filter_search_and_sort_hold_together(sixty: list[str], at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    found = desk.rows(VISITS, flt0_status="OPEN", search="bocor", sort=0)
    assert found == [number for place, number in enumerate(sixty) if place % 2 and place % 5 == 0]


def test_a_sort_link_keeps_filter_and_search_and_forgets_the_page(
    sixty: list[str], at_desk: Callable[..., Desk]
) -> None:
    text = at_desk().get(VISITS, flt0_status="OPEN", search="kulkas", after=5).get_data(as_text=True)
    head = text[text.index("<thead>") : text.index("</thead>")]
    assert "flt0_status=OPEN" in head
    assert "search=kulkas" in head
    assert "after=" not in head


@pytest.mark.parametrize(
    "query",
    [
        {"page": "-1"},
        {"page": "99999999999999999999"},
        {"after": "abc"},
        {"after": "99999999999999999999"},
        {"after": "999999999"},
        {"before": "-5"},
        {"end": "x", "after": "3"},
        {"sort": "99"},
        {"sort": "-1"},
        {"sort": "9999999999999999999999"},
        {"sort": "x", "desc": "x"},
        {"page_size": "1000000"},
        {"search": "\x00"},
        {"search": "'); DROP TABLE visit_tickets; --"},
        {"search": "& | ! :* <-> ( ) \\"},
        {"search": "%" * 200},
        {"search": "0812-"},
        {"search": "+"},
        {"search": "9" * 90},
        {"flt0_status": "NOT_A_STATUS"},
        {"flt0_status": "\x00"},
        {"flt0_nothing": "1"},
        {"flt": "1"},
        {"flt_": "1"},
        {"flt0_start": "2026-13-45 to x"},
        {"flt0_start": "0001-01-01 to 9999-12-31"},
        {"flt0_start": "2026-12-01 to 2026-11-01"},
        {"flt0_customer": "99999999999999999999"},
        {"flt0_customer": "abc"},
        {"flt0_technician": "99999999999999999999"},
        {"flt0_emergency": "perhaps"},
    ],
)
def test_no_parameter_breaks_the_list(query: dict[str, str], sixty: list[str], at_desk: Callable[..., Desk]) -> None:
    assert at_desk().get(VISITS, **query).status_code == 200


@pytest.mark.parametrize("record_id", ["abc", "-1", "99999999999999999999", "", "1 OR 1=1", "\x00", "٣"])
@pytest.mark.parametrize("page", ["details", "edit"])
def test_no_id_breaks_the_record(record_id: str, page: str, at_desk: Callable[..., Desk]) -> None:
    assert at_desk().get(f"{VISITS}{page}/", id=record_id).status_code in {302, 404}


def test_a_bad_filter_value_is_said_and_changes_nothing(sixty: list[str], at_desk: Callable[..., Desk]) -> None:
    text = at_desk().get(VISITS, flt0_status="NOT_A_STATUS").get_data(as_text=True)
    assert "Nilai saringan “Status” tidak sah." in text


def test_the_filter_by_technician_finds_the_visits_he_is_on(
    session: Session, sixty: list[str], at_desk: Callable[..., Desk]
) -> None:
    budi = make_technician(session)
    visit = make_visit(session)
    make_assignment(session, visit, budi)
    assert at_desk().rows(VISITS, flt_technician=budi.id) == [visit.number]


def test_the_filter_by_day_counts_local_days(session: Session, at_desk: Callable[..., Desk]) -> None:
    late = make_visit(session, planned_start=NOW.replace(hour=16, minute=59))  # 23.59 WIB
    make_visit(session, planned_start=NOW.replace(hour=17, minute=0))  # 00.00 WIB, the next day
    assert at_desk().rows(VISITS, flt_start="2026-11-21 to 2026-11-21") == [late.number]


def test_filters_work_in_english_too(sixty: list[str], at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    desk.client.set_cookie("lang", "en")
    assert len(desk.rows(VISITS, flt0_status="OPEN")) == 25


OF_ROUTES = "endpoint=x&_scheme=javascript&_external=1&_anchor=x&_method=x&values=1&export_type=x&file_type=x&ending=x"


@pytest.mark.parametrize(
    "path", ["bug-figures/", "customers/", "customers/news", "feedback-measures/", "invoices/?search=x", "kpi/"]
)
def test_names_that_routes_keep_for_themselves_are_only_words_in_a_query(
    session: Session, at_desk: Callable[..., Desk], path: str
) -> None:
    desk = at_desk(make_admin(session))
    page = desk.client.get(f"/admin/{path}{'&' if '?' in path else '?'}{OF_ROUTES}")
    assert page.status_code == 200
    assert "javascript:" not in page.text
