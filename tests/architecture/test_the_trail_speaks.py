"""What is written into the audit trail has words for people in every place that shows it."""

import ast
from pathlib import Path

from flask import Flask

from admin_views.trail import action_words
from app.models import FLOWS
from app.presenters.visit_trail import WORDS

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
    moves = {name for flow in FLOWS.values() for name in flow.moves}
    with app.test_request_context():
        words = action_words()
    assert {action for _, action in noted()} - moves - words.keys() == set(), "add it to admin_views/trail.py"


def test_every_action_on_a_visit_has_words_for_technicians() -> None:
    moves = FLOWS["visit"].moves.keys()
    on_visits = {action for thing, action in noted() if thing == "visit_tickets"}
    assert on_visits - moves - WORDS.keys() == set(), "add it to app/presenters/visit_trail.py"
