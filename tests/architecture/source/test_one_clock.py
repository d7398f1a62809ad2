"""A test uses the frozen clock or the real one, never both.

In this process the clock stands at NOW. Whoever has real processes (`site`, a browser …) lives by the real clock and may
use no fixed moment: take `utc_now()` there.
"""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tests.support.walking.sources import nodes_of, tree_of

ROOT = Path(__file__).parents[3]
SUPPORT = ROOT / "tests" / "support"
READS = {"utc_now", "datetime.now", "datetime.utcnow", "date.today", "time.time"}
Function = ast.FunctionDef | ast.AsyncFunctionDef


def test_no_module_reads_the_clock_while_it_is_imported() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in sources()
        for statement in tree_of(path).body
        if not isinstance(statement, Function | ast.ClassDef)
        for node in outside_functions(statement)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in READS
    ]
    assert found == [], "take NOW from tests.factories, or read the clock inside the test"


def test_no_test_with_real_processes_uses_a_fixed_moment() -> None:
    found = [f"{path.relative_to(ROOT)}: {name}" for path in sources() for name in mixtures(path)]
    assert found == [], "real processes live by the real clock: take utc_now()"


def test_a_mixture_is_found(tmp_path: Path) -> None:
    mixed = tmp_path / "test_mixed.py"
    mixed.write_text("""
START = datetime(2026, 11, 21, tzinfo=UTC)
def stamp(): return START + timedelta(days=1)
@pytest.fixture
def race(live_server): return live_server
def test_fixed(session): stamp()
def test_mixed(race): stamp()
def test_real(race): utc_now()
""")
    assert mixtures(mixed) == ["test_mixed"]


def sources() -> Iterator[Path]:
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if "benchmarks" not in path.parts:
            yield path


def functions_of(path: Path) -> list[Function]:
    return [node for node in nodes_of(path) if isinstance(node, Function)]


def is_fixture(function: Function) -> bool:
    return any("fixture" in ast.unparse(mark) for mark in function.decorator_list)


def outside_functions(node: ast.AST) -> Iterator[ast.AST]:
    yield node
    for child in ast.iter_child_nodes(node):
        if not isinstance(child, Function | ast.Lambda):
            yield from outside_functions(child)


def mixtures(path: Path) -> list[str]:
    """The tests and fixtures of a file that have real processes and a fixed moment."""
    fixed = fixed_names(path)
    ours = [one for one in functions_of(path) if is_fixture(one) or one.name.startswith("test_")]
    return [one.name for one in ours if one.name in fixed and is_real(path, one)]


def is_real(path: Path, function: Function) -> bool:
    """Tell whether the clock runs for a function: it asks for `real_clock`, itself or through its fixtures."""
    asked = {argument.arg for argument in function.args.args}
    fixtures = [(file, known[name]) for file, known, name in resolved(path, asked) if known[name] is not function]
    return "real_clock" in asked or any(is_real(file, fixture) for file, fixture in fixtures)


def resolved(path: Path, names: set[str]) -> Iterator[tuple[Path, dict[str, Function], str]]:
    """Each name with the nearest file that has a fixture of that name."""
    nearest = [path, *(folder / "conftest.py" for folder in path.parents), *sorted(SUPPORT.rglob("*.py"))]
    for name in names:
        for file in nearest:
            if file.exists() and name in (known := fixtures_of(file)):
                yield file, known, name
                break


@cache
def fixtures_of(path: Path) -> dict[str, Function]:
    return {one.name: one for one in functions_of(path) if is_fixture(one)}


@cache
def fixed_names(path: Path) -> frozenset[str]:
    """What a module calls a fixed moment: NOW, a date written out, and whatever is made of one."""
    defined = {one.name: one for one in functions_of(path)} | dict(assigned(path))
    fixed = {name for name, source in imported(path) if name == "NOW" or (source and name in fixed_names(source))}
    while more := {name for name, node in defined.items() if is_fixed(node, fixed)} - fixed:
        fixed |= more
    return frozenset(fixed)


def is_fixed(node: ast.AST, fixed: set[str]) -> bool:
    return any(
        (isinstance(one, ast.Name) and one.id in fixed)
        or (isinstance(one, ast.Call) and ast.unparse(one.func) == "datetime" and isinstance(one.args[0], ast.Constant))
        for one in ast.walk(node)
    )


def assigned(path: Path) -> Iterator[tuple[str, ast.AST]]:
    for statement in tree_of(path).body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            yield statement.targets[0].id, statement.value


def imported(path: Path) -> Iterator[tuple[str, Path | None]]:
    """Names from other modules of the tests, and their file; `factories` builds by the clock that is in force."""
    for node in tree_of(path).body:
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tests"):
            source = ROOT / f"{(node.module or '').replace('.', '/')}.py"
            for alias in node.names:
                yield alias.asname or alias.name, source if source.exists() and source != path else None
