"""With many places behind it, every question about one technician's time is answered by the constraint's own index."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import Connection, event, text
from sqlalchemy.orm import Session

from tests.factories import NOW, make_technician, make_visit
from workflows.accounts.users.held_tickets import held_tickets
from workflows.visits import list_eligible_technicians, list_open_pool

VISITS, TECHNICIANS = 10_000, 50  # places in the past: 200 for each technician
INDEX = "ex_assignments_one_visit_at_a_time"

_HISTORY = """
INSERT INTO visit_tickets (number, customer_id, site_id, problem, notes, priority, status, planned_start, planned_end,
                           added_days, quota, places_offered, places_taken, places_reserved, queue_tail, emergency, version)
SELECT 'OLD-' || i, :customer_id, :site_id, 'AC bocor', '', 'MEDIUM', 'CLOSED',
       CAST(:now AS timestamptz) - (i / :technicians + 1) * interval '4 hours',
       CAST(:now AS timestamptz) - (i / :technicians + 1) * interval '4 hours' + interval '3 hours',
       0, 1, 1, 1, 0, 0, false, 1
  FROM generate_series(0, :visits - 1) i
"""
_PLACES = """
INSERT INTO assignments (visit_id, technician_id, source, claimed_at, during, emergency, no_show)
SELECT v.id, (CAST(:people AS bigint[]))[v.n % :technicians + 1], 'POOL', v.planned_start, tstzrange(v.planned_start, v.planned_end), false, false
  FROM (SELECT *, row_number() OVER (ORDER BY id) AS n FROM visit_tickets WHERE number LIKE 'OLD-%') v
"""


@pytest.fixture
def history(session: Session) -> Any:
    """A year of work behind fifty technicians, and one visit that is open."""
    people = [make_technician(session, f"Teknisi{number}") for number in range(TECHNICIANS)]
    visit = make_visit(session)
    facts = {"customer_id": visit.customer_id, "site_id": visit.site_id, "now": NOW}
    session.execute(text(_HISTORY), {**facts, "technicians": TECHNICIANS, "visits": VISITS})
    session.execute(
        text(_PLACES),
        {"people": [person.id for person in people], "technicians": TECHNICIANS},
    )
    session.execute(text("ANALYZE visit_tickets, assignments, users"))
    return people[0], visit


def nodes_of(connection: Connection, ask: Callable[[], Any]) -> list[dict[str, Any]]:
    """The nodes of the plans of every statement that `ask` runs on places."""
    seen: list[tuple[str, Any]] = []

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        seen.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    ask()
    event.remove(connection, "before_cursor_execute", note)
    nodes: list[dict[str, Any]] = []
    for statement, parameters in seen:
        if "assignments" in statement:
            plan = connection.exec_driver_sql(f"EXPLAIN (FORMAT JSON) {statement}", parameters).scalar_one()
            _collect((json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"], nodes)
    return nodes


def _collect(node: dict[str, Any], nodes: list[dict[str, Any]]) -> None:
    nodes.append(node)
    for child in node.get("Plans", []):
        _collect(child, nodes)


@pytest.mark.parametrize(
    "ask",
    [
        lambda session, budi, _visit: list_open_pool(session, technician=budi, now=NOW),
        lambda session, _budi, visit: list_eligible_technicians(session, visit=visit, now=NOW),
        lambda session, budi, _visit: held_tickets(session, user_id=budi.id, between=(NOW, NOW + timedelta(days=3))),
    ],
    ids=["pool", "invitation", "leave"],
)
def test_who_is_busy_is_asked_by_the_expression_of_the_exclusion_constraint(
    session: Session, connection: Connection, history: Any, ask: Callable[..., Any]
) -> None:
    budi, visit = history
    nodes = nodes_of(connection, lambda: ask(session, budi, visit))
    by_time = [node for node in nodes if node.get("Index Name") == INDEX]
    assert by_time, "the constraint's index answers"
    assert all("int8range" in node["Index Cond"] for node in by_time), "by the person, not by everybody's time"
    walked = [node for node in nodes if node["Node Type"] == "Seq Scan" and node["Relation Name"] == "assignments"]
    assert not walked, "nobody reads everybody's places"
