"""Priority and status are sorted by what they mean, not by their letters, and every row is met once."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.orm import Session

from admin_views.framework.model_view import AdminModelView
from app.core.db import Base, rank_of
from app.http.pages.keyset import Cursor, Sort, walk
from app.models.accounts.user import Role
from app.models.monitoring.alarm import Alarm, AlarmSource, Severity
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket
from app.models.visits.visit_status import Priority, VisitStatus
from tests.bugs.reports import make_bug
from tests.factories import NOW, make_assignment, make_technician, make_user, make_visit
from tests.panel.conftest import Desk
from tests.support_desk.desk import make_ticket
from workflows.incidents import declare_incident

VISITS = "/admin/visits/"
PRIORITY, STATUS = 4, 1  # places of the columns in the list


@pytest.mark.parametrize("desc", [False, True])
@pytest.mark.parametrize(
    ("place", "column", "values"), [(PRIORITY, "priority", Priority), (STATUS, "status", VisitStatus)]
)
def test_the_list_of_tickets_is_sorted_in_the_order_of_the_enum(
    session: Session, at_desk: Callable[..., Desk], place: int, column: str, values: Any, desc: bool
) -> None:
    numbers = {value: make_visit(session, **{column: value}).number for value in sorted(values)}
    expected = [numbers[value] for value in values]
    query = {"sort": place, **({"desc": 1} if desc else {})}
    assert at_desk().rows(VISITS, **query) == (expected[::-1] if desc else expected)


@pytest.mark.parametrize("path", ["/admin/alarms/", "/admin/incidents/"])
def test_incidents_and_alarms_are_sorted_by_their_severity(
    session: Session, at_desk: Callable[..., Desk], path: str
) -> None:
    for severity in (Severity.SEV3, Severity.SEV1, Severity.SEV4, Severity.SEV2):
        title = f"Gangguan {severity}"
        told: Any = {"source": AlarmSource.CHECK, "fingerprint": severity, "started_at": NOW, "last_seen_at": NOW}
        session.add(Alarm(title=title, severity=severity, **told))
        declare_incident(session, title=title, severity=severity, actor=None, now=NOW)
    page = at_desk(make_user(session, "Dimas", Role.DEVOPS)).get(path, sort=3).get_data(as_text=True)
    shown = re.findall(r"Gangguan (SEV\d)", page.split("<tbody")[1].split("</tbody>")[0])
    assert list(dict.fromkeys(shown)) == list(Severity)


UNSORTED = {  # columns of a status or a priority that a list shows in one order only
    "delivery.status": "a journal of time, narrowed by its filters",
    "inbox.status": "a journal of time, narrowed by its filters",
    "priority_rules.priority": "a table of two directions",
    "promise.status": "a journal of time, narrowed by its filters",
    "support_rules.status": "the order decides which rule comes first",
    "support_state_names.status": "one row for each, in the order of the work",
}


def test_every_list_that_shows_a_status_or_a_priority_is_sorted_by_its_rank(app: Flask) -> None:
    views = [view for view in app.extensions["admin"][0]._views if isinstance(view, AdminModelView)]
    unsorted = set[str]()
    with app.test_request_context("/admin/"):
        for view in views:
            for name in {"status", "priority"} & {str(column) for column in view.column_list or ()}:
                if name in view._sortable_columns:
                    order = str(view._sort(name, False, None).column)
                    assert "array_position" in order or "rank" in order, f"{view.endpoint}.{name}"
                else:
                    unsorted.add(f"{view.endpoint}.{name}")
    assert unsorted == set(UNSORTED)


@pytest.mark.parametrize("desc", [False, True])
def test_the_desk_sorts_tickets_and_reports_together_by_priority(
    session: Session, at_desk: Callable[..., Desk], desc: bool
) -> None:
    for priority in sorted(Priority):
        make_ticket(session, at=NOW, subject=f"Tiket {priority}").priority = priority
        bug = make_bug(session, None)
        bug.priority, bug.title = priority, f"Bug {priority}"
    session.flush()
    sort = {"sort": 4, **({"desc": 1} if desc else {})}
    page = at_desk().get("/admin/desk/", **sort).get_data(as_text=True)
    shown = re.findall(rf"(?:Tiket|Bug) ({'|'.join(Priority)})", page.split("<tbody")[1].split("</tbody>")[0])
    expected = [str(priority) for priority in Priority for _ in range(2)]
    assert list(filter(None, shown)) == (expected[::-1] if desc else expected)


def test_all_pages_by_priority_meet_every_row_once(session: Session) -> None:
    for place in range(12):
        make_visit(session, priority=list(Priority)[place % 4])
    sort, cursor, met = Sort(rank_of(VisitTicket.priority), descending=True), Cursor(), []
    while True:
        page = walk(session, select(VisitTicket), key=VisitTicket.id, sort=sort, cursor=cursor, size=5)
        met += [visit.priority for visit in page.rows]
        if not page.has_older:
            break
        cursor = Cursor(after=page.rows[-1].id)
    assert met == ["CRITICAL"] * 3 + ["HIGH"] * 3 + ["MEDIUM"] * 3 + ["LOW"] * 3


RANKED = sorted(  # in one order for every test process
    (table.name, str(index.name))
    for table in Base.metadata.tables.values()
    for index in table.indexes
    if str(index.name).endswith("_rank")
)


@pytest.mark.parametrize(("table", "index"), RANKED)
def test_each_rank_is_read_from_its_index(session: Session, table: str, index: str) -> None:
    column = "priority" if "_priority_" in index else "status"
    models = {mapper.local_table.name: mapper.class_ for mapper in Base.registry.mappers}
    model: Any = models[table]
    session.execute(text("SET LOCAL enable_seqscan = off"))
    session.execute(text("SET LOCAL enable_sort = off"))
    asked = select(model.id).order_by(rank_of(getattr(model, column)), model.id).limit(20)
    if table == "user_reports":
        asked = asked.where(~model.gone)
    said = asked.compile(session.connection(), compile_kwargs={"literal_binds": True})
    plan = "\n".join(session.execute(text(f"EXPLAIN {said}")).scalars())
    assert index in plan


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("backwards", [False, True])
def test_a_walk_over_a_nullable_column_meets_every_row_once_in_the_databases_own_order(
    session: Session, descending: bool, backwards: bool
) -> None:
    """NULL comes last when rising and first when falling; several rows share each value."""
    places = [make_assignment(session, make_visit(session), make_technician(session, f"T{n}")) for n in range(11)]
    for number, place in enumerate(places):
        place.released_at = None if number % 3 == 0 else NOW.replace(minute=number % 2)
    session.flush()
    column = Assignment.released_at
    order = (column.desc(), Assignment.id.desc()) if descending else (column.asc(), Assignment.id.asc())
    expected = list(session.scalars(select(Assignment.id).order_by(*order)))
    met: list[int] = []
    cursor = Cursor(from_end=backwards)
    for _page in range(len(places)):
        page = walk(
            session,
            select(Assignment),
            key=Assignment.id,
            sort=Sort(column, descending=descending),
            cursor=cursor,
            size=3,
        )
        ids = [place.id for place in page.rows]
        met = ids + met if backwards else met + ids
        if not (page.has_newer if backwards else page.has_older):
            break
        cursor = Cursor(before=ids[0]) if backwards else Cursor(after=ids[-1])
    assert sorted(set(met)) == sorted(expected)
    assert list(dict.fromkeys(met)) == expected
