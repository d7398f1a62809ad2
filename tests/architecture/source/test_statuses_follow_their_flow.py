"""A status of a flow is changed by `workflows.transitions`; SQL for many rows at once names the steps that it takes."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.core.db import quoted
from app.models import FLOW_OF_TABLE, FLOWS
from tests.architecture.source.source_calls import name_of
from tests.support.walking.sources import nodes_of, sources

FLOW_STATUSES = {flow.statuses.__name__ for flow in FLOWS.values()}
IN_ONE_STATEMENT = {  # file: table of each UPDATE in it, and the steps of the system that these take
    "app/jobs/outbox/messages/visits/invitations.py": [("deliveries", {"withdraw"}), ("deliveries", {"edit"})],
    "app/jobs/outbox/sending/late_buttons.py": [
        ("outbox_messages", {"address_again"}),
        ("outbox_messages", {"address_again"}),
    ],
    "app/jobs/outbox/sending/lease.py": [
        ("deliveries", {"withdraw"}),
        ("deliveries", {"reach_sent", "fail", "leave_to_desk", "lose_address", "show_sandbox", "send_by_template"}),
        ("deliveries", {"show_sandbox"}),
        ("deliveries", {"reach_delivered"}),
        ("outbox_messages", {"address_again"}),
    ],
    "workflows/visits/claims/claim_statements.py": [("visit_tickets", {"fill"})],
}
SET_STATUS = re.compile(
    r"\bUPDATE\s+(\w+)\b(?:(?!\bWHERE\b|\bFROM\b|\bUPDATE\b).)*?\bSET\b(.*?)(?=\bWHERE\b|\bFROM\b)", re.DOTALL
)
STATUS = re.compile(r"(?<![\w.])status\s*=")
THE_MOVE = "workflows/transitions.py"


def named(node: ast.AST) -> set[str]:
    return {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}


def is_foreign(value: ast.AST) -> bool:
    """Whether the value names statuses, and those of no flow."""
    statuses = {name for name in named(value) if name.endswith("Status")}
    return bool(statuses) and not statuses & FLOW_STATUSES


def assigned(node: ast.AST) -> ast.AST | None:
    """What `….status = …` sets."""
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AnnAssign | ast.AugAssign) and node.value is not None:
        targets, value = [node.target], node.value
    else:
        return None
    parts = [part for target in targets for part in ast.walk(target) if isinstance(part, ast.Attribute)]
    return value if any(part.attr == "status" for part in parts) else None


def updated(node: ast.AST) -> ast.AST | None:
    """What `update(…).values(status=…)` or `.values({"status": …})` sets; what is inserted is a new row."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "values"):
        return None
    if "insert" in named(node.func):
        return None
    given = {one.arg: one.value for one in node.keywords}
    for argument in node.args:
        for part in ast.walk(argument):
            if isinstance(part, ast.Dict):
                given |= {
                    key.value: value
                    for key, value in zip(part.keys, part.values, strict=True)
                    if isinstance(key, ast.Constant)
                }
    return given.get("status")


def set_by_name(node: ast.AST) -> ast.AST | None:
    """What `setattr(…, "status", …)` sets."""
    is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "setattr"
    if not is_call:
        return None
    name = node.args[1]
    return node.args[2] if isinstance(name, ast.Constant) and name.value == "status" else None


def faults(nodes: list[ast.AST]) -> Iterator[int]:
    for node in nodes:
        value = assigned(node) or updated(node) or set_by_name(node)
        if value is not None and not is_foreign(value):
            yield getattr(node, "lineno", 0)


def updates(nodes: list[ast.AST]) -> list[tuple[str, str]]:
    """Table and SET clause of each SQL statement that sets the status of a flow."""
    pieces = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    texts: list[str] = []
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            texts.append("".join(str(part.value) for part in node.values if isinstance(part, ast.Constant)))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in pieces:
            texts.append(node.value)
    found = [(one[1], one[2]) for text in texts for one in SET_STATUS.finditer(text)]
    return [(table, clause) for table, clause in found if table in FLOW_OF_TABLE and STATUS.search(clause)]


def test_statuses_of_flows_are_set_by_transitions_only() -> None:
    """The demo writes history as it was; every other file takes a step of the flow's table."""
    found = [
        f"{name_of(path)}:{line}"
        for path in sources("app", "admin_views", "workflows")
        if name_of(path) != THE_MOVE and "demo" not in path.parts
        for line in faults(nodes_of(path))
    ]
    assert found == [], "use transition(), transition_unaudited() or transition_many_unaudited()"


def test_sql_that_moves_many_rows_names_its_steps() -> None:
    found = {
        name_of(path): sorted(table for table, _clause in moved)
        for path in sources()
        if "demo" not in path.parts and (moved := updates(nodes_of(path)))
    }
    listed = {path: sorted(table for table, _steps in steps) for path, steps in IN_ONE_STATEMENT.items()}
    assert found == listed, "use transition(), or list the statement here with the steps that it takes"


@pytest.mark.parametrize("path", IN_ONE_STATEMENT)
def test_steps_of_sql_are_those_of_the_system_and_end_where_the_table_says(path: str) -> None:
    root = Path(__file__).parents[3]
    written = " ".join(clause for _table, clause in updates(nodes_of(root / path)))
    for table, names in IN_ONE_STATEMENT[path]:
        steps = [FLOW_OF_TABLE[table].transitions[name] for name in names]
        assert all(step.is_system for step in steps)
        if len(steps) == 1:
            assert quoted([steps[0].target or ""]) in written


@pytest.mark.parametrize(
    "code",
    [
        "rating.status = RatingStatus.FINE",
        "row.doubt, row.status = None, AttendanceStatus.COUNTED",
        "row.status = AttendanceStatus.COUNTED if sure else AttendanceStatus.QUESTIONED",
        "row.status = wished",
        "row.status: str = 'OPEN'",
        "session.execute(update(Invoice).where(own).values(status=InvoiceStatus.PAID))",
        "session.execute(update(Invoice).values({'status': InvoiceStatus.PAID}))",
        "waiting.values({'note': ''} | {'status': wished})",
        "setattr(row, 'status', wished)",
    ],
)
def test_the_rule_finds(code: str) -> None:
    assert list(faults(list(ast.walk(ast.parse(code)))))


@pytest.mark.parametrize(
    "code",
    [
        "entry.status = QueueStatus.OFFERED",
        "VisitRating(status=RatingStatus.LOW)",
        "insert(Release).values(status=ReleaseStatus.LIVE)",
        "update(Invoice).values(note='')",
        "status = RatingStatus.FINE",
        "setattr(row, name, value)",
    ],
)
def test_the_rule_lets_pass(code: str) -> None:
    assert list(faults(list(ast.walk(ast.parse(code))))) == []


@pytest.mark.parametrize(
    ("sql", "tables"),
    [
        ("UPDATE invoices SET status = 'PAID' WHERE id = 1", ["invoices"]),
        ("WITH a AS (UPDATE invoices i SET paid = 1, status = 'PAID' FROM b) SELECT 1", ["invoices"]),
        ("UPDATE queue_entries SET status = 'LEFT' WHERE id = 1", []),
        ("UPDATE invoices SET note = '' WHERE status = 'PAID'", []),
        ("UPDATE invoices SET meta_status = 'x' WHERE id = 1", []),
    ],
)
def test_sql_is_read_for_what_it_sets(sql: str, tables: list[str]) -> None:
    assert [table for table, _clause in updates([ast.Constant(sql)])] == tables
