"""Integrations import nothing else of Sigap."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.walking.sources import nodes_of

PACKAGE = Path(__file__).parents[2] / "integrations"
FORBIDDEN = {"app", "admin_views", "workflows", "flask", "sqlalchemy", "rq", "redis"}


def _imports(path: Path) -> Iterator[str]:
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        if isinstance(node, ast.ImportFrom):
            yield node.module or ""


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_settings_and_values_come_in_as_arguments(path: Path):
    found = {name.partition(".")[0] for name in _imports(path)}
    assert not found & FORBIDDEN, "Pass the value in as an argument instead."
    environment = [
        node.lineno
        for node in nodes_of(path)
        if (isinstance(node, ast.Attribute) and node.attr in {"environ", "environb", "getenv", "putenv"})
        or (isinstance(node, ast.ImportFrom) and node.module == "os")
    ]
    assert environment == [], "Settings come in as arguments, never from the environment."
