"""What werkzeug compiles of a route is compiled once per test process: four fifths of building an application are that."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest.mock import patch

from werkzeug.routing import Rule

_compiled: dict[tuple[object, ...], Callable[..., Any]] = {}
_compile = Rule._compile_builder


def compile_once(rule: Rule, append_unknown: bool = True) -> Callable[..., Any]:
    """The function that builds a rule's address; its code depends on the rule's text and defaults alone."""
    if rule.defaults:
        return _compile(rule, append_unknown)
    key = (tuple(rule._trace), append_unknown)
    if key not in _compiled:
        _compiled[key] = _compile(rule, append_unknown)
    return _compiled[key]


@contextmanager
def shared_routes() -> Iterator[None]:
    """Applications built inside share what is compiled."""
    with patch.object(Rule, "_compile_builder", compile_once):
        yield
