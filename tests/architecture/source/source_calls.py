"""Files and calls of our own source, as rules about them read them."""

import ast
from functools import cache
from pathlib import Path

from tests.support.walking.sources import ROOT, nodes_of, sources


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@cache
def calls() -> list[tuple[str, str, ast.Call]]:
    """File, the last part of what is called, and the call."""
    return [
        (name_of(path), ast.unparse(node.func).rpartition(".")[2], node)
        for path in sources()
        for node in nodes_of(path)
        if isinstance(node, ast.Call)
    ]


def keywords(call: ast.Call) -> dict[str, str]:
    return {one.arg: ast.unparse(one.value) for one in call.keywords if one.arg}
