"""What is written into the audit log has words for people in every place that shows it."""

import ast
from pathlib import Path

from flask import Flask

from admin_views.framework.record_history import action_words
from app.models import FLOWS
from app.models.audit.audit_log import AuditEntry
from app.presenters.audit.former_actions import FORMER_ACTIONS
from app.presenters.visits.visit_history import WORDS, history_entries
from tests.factories import NOW
from tests.support.walking.sources import nodes_of

ROOT = Path(__file__).parents[2]
ACTION = 3  # note(session, thing, thing_id, action, …)


def noted() -> set[tuple[str, str]]:
    """(thing, action) of every `note(…)` that names both."""
    found = set()
    for path in (ROOT / "workflows").rglob("*.py"):
        for node in nodes_of(path):
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


def test_former_actions_read_as_those_of_today(app: Flask) -> None:
    """Rows of the audit log are never changed: those written under a former name keep their words."""
    with app.test_request_context():
        words = action_words()
    assert set(FORMER_ACTIONS.values()) <= words.keys() & WORDS.keys()
    assert words.keys() & FORMER_ACTIONS.keys() == set(), "write under the name of today"
    old = AuditEntry(at=NOW, thing="visit_tickets", thing_id=1, action="paper_issued", changes={})
    with app.test_request_context():
        assert history_entries([old], "Asia/Jakarta")[0]["title"] == "Dokumen dibuat – Sistem"
