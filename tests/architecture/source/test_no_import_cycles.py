"""No two files import each other, not even for a type: one of them could not be read without the other."""

import ast
from pathlib import Path

ROOT = Path(__file__).parents[3]
PACKAGES = ("admin_views", "app", "integrations", "workflows")


def _name(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


FILES = {
    _name(path): path
    for package in PACKAGES
    for path in (ROOT / package).rglob("*.py")
    if "migrations" not in path.relative_to(ROOT).parts
}


def _imports(path: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module and not node.level:
            inner = {f"{node.module}.{alias.name}" for alias in node.names} & FILES.keys()
            found |= inner or {node.module}
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
    return found & FILES.keys()


def test_no_two_files_import_each_other() -> None:
    graph = {name: _imports(path) for name, path in FILES.items()}
    pairs = sorted(
        (one, other) for one, others in graph.items() for other in others if one in graph[other] and one < other
    )
    assert pairs == [], "give what both need a file of its own, or type the way back as Any"


def _shadows(path: Path) -> list[str]:
    """What a package's `__init__` imports from elsewhere under the name of one of its own modules."""
    package, own = _name(path), {one.stem for one in path.parent.iterdir()}
    return [
        f"{package}: {node.module}.{alias.name}"
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ImportFrom) and node.module != package
        for alias in node.names
        if (alias.asname or alias.name) in own and f"{node.module}.{alias.name}" in FILES
    ]


def test_no_module_hides_a_package_of_its_name() -> None:
    """`from app.models.chat import chat` in app/models/__init__.py makes `app.models.chat` the inner module."""
    found = [one for path in FILES.values() if path.name == "__init__.py" for one in _shadows(path)]
    assert found == [], "give the inner module another name, or import what is needed of it"
