"""Our own source files as the rules read them: each is parsed once in a process."""

import ast
import gc
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[3]
FOLDERS = ("app", "admin_views", "workflows", "integrations")


def sources(*folders: str) -> Iterator[Path]:
    """Python files of these folders (without names: of the whole application) but for migrations."""
    for folder in folders or FOLDERS:
        for path in sorted((ROOT / folder).rglob("*.py")):
            if "migrations" not in path.parts:
                yield path


def tree_of(path: Path) -> ast.Module:
    module = nodes_of(path)[0]
    assert isinstance(module, ast.Module)
    return module


@cache
def nodes_of(path: Path) -> list[ast.AST]:
    """What `ast.walk` yields for a file, the module first."""
    collects = gc.isenabled()
    gc.disable()  # a tree has no garbage in it, and is looked through again and again while it is made
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    if collects:
        gc.enable()
    return nodes
