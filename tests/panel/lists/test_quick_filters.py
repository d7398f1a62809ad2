"""The commonest filters of a list stand above it and apply at once."""

from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

from admin_views.framework.lists.quick_filters import MOST_QUICK, quick_filters
from app.models.visits.visit import VisitStatus
from tests.factories import make_visit
from tests.panel.conftest import Desk
from tests.support.walking.html import parse


def choice(arg: str, options: list[list[str]] | None = None) -> list[dict[str, Any]]:
    return [{"arg": arg, "options": options or [["1", "Ya"], ["0", "Tidak"]]}]


def test_the_first_filters_with_a_choice_are_quick_and_keep_what_is_given() -> None:
    groups = {"Status": choice("status"), "Tanggal": [{"arg": "date", "options": None}], "Kota": choice("city")}
    quick, rest = quick_filters(groups, {"flt0_status": "1", "flt1_date": "today"})
    assert [(one.name, one.value) for one in quick] == [("flt0_status", "1"), ("flt2_city", "")]
    assert rest == {"flt1_date": "today"}


def test_there_are_few_and_none_with_a_hundred_choices() -> None:
    many = {f"F{place}": choice(f"f{place}") for place in range(8)}
    assert len(quick_filters(many, {})[0]) == MOST_QUICK
    long = [[str(number), "x"] for number in range(100)]
    assert quick_filters({"Orang": choice("person", long)}, {}) == ([], {})
    assert quick_filters(None, {}) == ([], {})


def test_one_choice_narrows_the_list_and_another_is_added_to_it(at_desk: Callable[..., Desk], session: Session) -> None:
    kept = make_visit(session, status=VisitStatus.OPEN, priority="HIGH").number
    make_visit(session, status=VisitStatus.OPEN, priority="LOW")
    make_visit(session, status=VisitStatus.DONE, priority="HIGH")
    desk = at_desk()
    page = parse(desk.get("/admin/visits/", flt_status="OPEN").get_data(as_text=True))
    form = next(form for form in page.iter("form") if form.get("data-send-on-change") is not None)
    names = {select.get("aria-label"): select.get("name") for select in form.iter("select")}
    chosen = {
        select.get("name"): option.get("value")
        for select in form.iter("select")
        for option in select.iter("option")
        if option.get("selected") is not None
    }
    assert chosen == {names["Status"]: "OPEN"}
    assert desk.rows("/admin/visits/", **chosen, **{names["Prioritas"]: "HIGH"}) == [kept]
