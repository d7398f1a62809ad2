"""What is written into the audit trail has words for people in every place that shows it."""

import ast
from pathlib import Path

from flask import Flask

from admin_views.framework.record_history import action_words
from app.models import FLOWS
from app.presenters.visits.visit_history import WORDS

ROOT = Path(__file__).parents[2]
ACTION = 3  # note(session, thing, thing_id, action, …)


def noted() -> set[tuple[str, str]]:
    """(thing, action) of every `note(…)` that names both."""
    found = set()
    for path in (ROOT / "workflows").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if not isinstance(node, ast.Call) or getattr(node.func, "id", "") not in {"note", "write_note"}:
                continue
            thing, action = (node.args[place] if len(node.args) > ACTION else None for place in (1, ACTION))
            if isinstance(thing, ast.Constant) and isinstance(action, ast.Constant):
                found.add((str(thing.value), str(action.value)))
    return found


def test_every_action_has_words_in_the_panel(app: Flask) -> None:
    transitions = {name for flow in FLOWS.values() for name in flow.transitions}
    with app.test_request_context():
        words = action_words()
    assert {action for _, action in noted()} - transitions - words.keys() == set(), (
        "add it to admin_views/framework/record_history.py"
    )


def test_every_action_on_a_visit_has_words_for_technicians() -> None:
    transitions = FLOWS["visit"].transitions.keys()
    on_visits = {action for thing, action in noted() if thing == "visit_tickets"}
    assert on_visits - transitions - WORDS.keys() == set(), "add it to app/presenters/visits/visit_history.py"
