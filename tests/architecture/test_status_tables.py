"""A table with an entry for each status of a flow has one for every status; else a new status fails on some page."""

import importlib
import pkgutil
import re
from collections.abc import Mapping
from enum import StrEnum

import admin_views
import app.jobs
import app.models
import app.presenters
import app.web
import workflows
from app.models import FLOWS
from tests.support.walking.sources import ROOT

PARTIAL = {
    "admin_views.visits.board.NEXT_STEPS",  # the columns of the board; tests/fieldwork/test_board.py
    "workflows.status.statuspage_maintenance.MAINTENANCE",  # what is cancelled is not published
}
FEWEST = 3


def status_tables():
    """(name, table) of each mapping of a module whose keys are statuses."""
    for root in (admin_views, app.jobs, app.models, app.presenters, app.web, workflows):
        for module in pkgutil.walk_packages(root.__path__, f"{root.__name__}."):
            for name, value in vars(importlib.import_module(module.name)).items():
                if (
                    isinstance(value, Mapping)
                    and len(value) >= FEWEST
                    and all(isinstance(key, StrEnum) for key in value)
                ):
                    yield f"{module.name}.{name}", value


def test_a_table_of_statuses_names_every_status():
    kinds = {type(next(iter(flow.statuses))): set(flow.statuses) for flow in FLOWS.values()}
    wrong = [
        f"{name}: {sorted(kinds[kind] - set(table))}"
        for name, table in status_tables()
        if (kind := type(next(iter(table)))) in kinds and name not in PARTIAL and kinds[kind] != set(table)
    ]
    assert wrong == [], "say there what is shown or done in these statuses too, or list the table in PARTIAL with why"


def test_templates_compare_what_a_column_holds_and_not_its_value():
    """A record that was read holds plain text: `.value` of it is nothing, and the comparison is silently wrong."""
    columns = r"\b(channel|impact|kind|priority|role|severity|state|status|tone)\.value\b"
    wrong = [
        f"{path.relative_to(ROOT)}: {found[0]}"
        for path in sorted((ROOT / "templates").rglob("*"))
        if path.is_file() and (found := re.search(columns, path.read_text()))
    ]
    assert wrong == []
