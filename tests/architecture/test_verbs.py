"""A workflow stands in the file of its name; an area is entered by its package."""

import ast
import importlib
import inspect
import pkgutil
import re
from pathlib import Path

import pytest

import workflows
from tests.support.walking.sources import nodes_of
from workflows.verbs import VERBS

ROOT = Path(__file__).parents[2]
QUERY = re.compile(
    r"^(get|find|list|count|read|is|has|may|can|require|preview)_|_(of|version|contents)$|^(leaderboard)$"
)
PACKAGES = [module.name for module in pkgutil.walk_packages(workflows.__path__, "workflows.") if module.ispkg]


def exported(package):
    module = importlib.import_module(package)
    return [getattr(module, name) for name in getattr(module, "__all__", [])]


def is_verb(thing):
    """A function that changes something: it takes a session, and its name is no query's."""
    if not inspect.isfunction(thing):
        return False
    first = next(iter(inspect.signature(thing).parameters), "")
    return first == "session" and not QUERY.search(thing.__name__)


@pytest.mark.parametrize("package", PACKAGES)
def test_every_verb_stands_in_the_file_of_its_name(package):
    astray = [
        f"{verb.__module__}.{verb.__name__}"
        for verb in exported(package)
        if is_verb(verb) and verb.__module__.rpartition(".")[2] != verb.__name__
    ]
    assert astray == [], "move each into a file of its name; a query is called get_, find_, list_ or count_"


def test_every_transition_is_made_in_the_file_of_its_verb():
    astray = [
        f"{flow}.{name}: {verb.__module__}"
        for flow, verbs in VERBS.items()
        for name, verb in verbs.items()
        if verb.__module__.rpartition(".")[2] != verb.__name__
    ]
    assert astray == [], "workflows/<area>/<verb>.py"


def test_an_area_is_entered_by_its_package():
    """Events and the texts of messages are what a message is made of, so jobs and templates may name their module."""
    inside = re.compile(r"^workflows\.(\w+)\.(?!events$|errors$|rules$)\w+")
    areas = {name.split(".")[1] for name in PACKAGES}
    grouped = {"accounts", "authentication", "releases"}  # their packages are one deeper
    found = []
    for folder in ("app", "admin_views"):
        for path in sorted((ROOT / folder).rglob("*.py")):
            for node in nodes_of(path):
                if not isinstance(node, ast.ImportFrom) or not inside.match(node.module or ""):
                    continue
                parts = node.module.split(".")[1:]
                depth = 2 if parts[0] in grouped else 1
                if parts[0] in areas and len(parts) > depth and parts[-1] not in {"events", "errors", "rules"}:
                    found.append(f"{path.relative_to(ROOT)}:{node.lineno} {node.module}")
    assert found == [], "export it in the area's __init__.py and import it from there"
