"""Whatever is imported stands in requirements.in, whatever tests import beside it in requirements-dev.in, all with hashes."""

import ast
import re
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.support.walking.sources import nodes_of

ROOT = Path(__file__).parents[3]
PIN = re.compile(r"^[A-Za-z0-9._-]+(?:\[[^]]*\])?==\S+", re.MULTILINE)
ELSEWHERE = {"tests/benchmarks/helpdesk/peer.py"}  # run by an environment of its own
OURS = {"app", "admin_views", "workflows", "integrations", "tests", "wsgi"}
PRODUCT = ("app", "admin_views", "workflows", "integrations", "wsgi.py", "deploy/gunicorn.conf.py")


def wanted(file: str) -> set[str]:
    """The distributions that a .in file names."""
    lines = (ROOT / file).read_text().splitlines()
    named = (re.match(r"[A-Za-z0-9._-]+", line) for line in lines if not line.startswith(("#", "-")))
    return {normal(match[0]) for match in named if match}


def normal(distribution: str) -> str:
    return re.sub(r"[-_.]+", "-", distribution).lower()


def python_files(places: Iterable[str]) -> Iterator[Path]:
    for place in places:
        yield from [ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py"))


def imported(path: Path) -> set[str]:
    """The packages of others that a file imports."""
    names: set[str] = set()
    for node in nodes_of(path):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            names.add(node.module.split(".")[0])
    return names - OURS - sys.stdlib_module_names


@cache
def distributions() -> dict[str, set[str]]:
    return {package: {normal(one) for one in found} for package, found in packages_distributions().items()}


@pytest.mark.parametrize(
    ("places", "files"),
    [(PRODUCT, ["requirements.in"]), (("tests",), ["requirements.in", "requirements-dev.in"])],
    ids=["product", "tests"],
)
def test_whatever_is_imported_is_required_by_name(places: tuple[str, ...], files: list[str]) -> None:
    named = set[str]().union(*(wanted(file) for file in files))
    missing = {
        f"{package} in {path.relative_to(ROOT)}"
        for path in python_files(places)
        if str(path.relative_to(ROOT)) not in ELSEWHERE
        for package in imported(path)
        if not named & distributions().get(package, {normal(package)})
    }
    assert missing == set(), f"name it in {files[-1]} and run `make requirements`"


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_pinned_with_its_hashes(name: str) -> None:
    """`pip install` checks what it was given as soon as one line has a hash."""
    text = (ROOT / f"{name}.txt").read_text()
    pins = re.findall(
        r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==[^\n]*\\\n((?:    --hash=sha256:[0-9a-f]{64}.*\n)+)", text, re.MULTILINE
    )
    assert {normal(pin) for pin, _ in pins} >= wanted(f"{name}.in")
    assert len(re.findall(r"^[A-Za-z0-9]", text, re.MULTILINE)) == len(pins), "a line without hashes"


def test_development_installs_what_runs() -> None:
    pins = [set(PIN.findall((ROOT / f"{name}.txt").read_text())) for name in ("requirements", "requirements-dev")]
    assert pins[0] - pins[1] == set(), "run `make requirements`"
