"""Whatever writes past the ORM says so in the audit log itself, and every step of every flow is written down."""

import ast
import inspect
import re
from collections.abc import Iterator
from pathlib import Path

from app.models import FLOWS
from app.models.audit.scope import is_audited
from tests.support.walking.sources import nodes_of
from workflows.verbs import VERBS

ROOT = Path(__file__).parents[2]
PLACES = ("app/api", "app/core", "app/http", "app/jobs", "app/models", "app/web", "admin_views", "workflows")
WRITES = re.compile(
    r"\b(?:INSERT INTO|UPDATE|DELETE FROM)\s+([a-z_]+)(?:\s+(?:AS\s+)?[a-z]+)?\s*(?:SET\b|\(|USING\b|WHERE\b|$)"
)
COUNTED = {
    "stored_files": "files of rows that retention deletes; its archive holds the rows",
    "visit_tickets": "places, line and version of a ticket; the claim beside it is written down by its own row",
}


def statements() -> Iterator[tuple[str, str]]:
    """Every SQL text in the code, with where it stands."""
    for place in PLACES:
        for path in (ROOT / place).rglob("*.py"):
            documents = {id(node.body[0].value) for node in nodes_of(path) if _has_document(node)}
            for node in nodes_of(path):
                if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
                    yield f"{path.relative_to(ROOT)}:{node.lineno}", node.value


def _has_document(node: ast.AST) -> bool:
    body = getattr(node, "body", None)
    return (
        isinstance(body, list)
        and bool(body)
        and isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
    )


def test_every_raw_statement_on_an_audited_table_writes_its_own_row() -> None:
    silent = [
        f"{where}: {table}"
        for where, text in statements()
        for table in WRITES.findall(text)
        if is_audited(table) and table not in COUNTED and "audit_entries" not in text
    ]
    assert silent == [], "write a row into audit_entries in the same statement, or go through the ORM"


def test_the_look_at_statements_sees_them() -> None:
    assert WRITES.findall("UPDATE users u SET x = 1") == ["users"]
    assert WRITES.findall("WITH a AS (DELETE FROM kpi_days WHERE day = :day)") == ["kpi_days"]
    assert WRITES.findall("INSERT INTO assignments (visit_id)") == ["assignments"]


def test_every_verb_of_every_flow_goes_by_the_guarded_step_that_writes_it_down() -> None:
    """A verb calls `transition` or writes its own `note`, itself or in a helper of its package."""
    silent = []
    for name, flow in FLOWS.items():
        for step, verb in VERBS.get(name, {}).items():
            package = Path(inspect.getfile(verb)).parent
            words = "\n".join(path.read_text() for path in package.rglob("*.py"))
            if step in flow.transitions and not re.search(r"\b(transition|note|write_note|make_step)\(", words):
                silent.append(f"{name}.{step}")
    assert silent == []
