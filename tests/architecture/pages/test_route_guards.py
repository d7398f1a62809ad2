"""What guards a route, read from the syntax trees: guards below the route, proof of the sender, limits that are counted."""

import ast
import re

from tests.architecture.source.source_calls import calls, keywords, name_of
from tests.support.walking.sources import nodes_of, sources, tree_of

ROUTES = {"get", "post", "put", "patch", "delete", "route", "expose"}


def decorators(function: ast.FunctionDef) -> list[str]:
    return [re.sub(r"\(.*", "", ast.unparse(one), flags=re.DOTALL) for one in function.decorator_list]


def test_what_guards_a_route_stands_below_it():
    """Above, it would wrap what the route has already taken, and guard nothing."""
    bad = []
    for path in sources("app", "admin_views"):
        for node in nodes_of(path):
            if not isinstance(node, ast.FunctionDef):
                continue
            said = decorators(node)
            is_route = [one == "expose" or ("." in one and one.rpartition(".")[2] in ROUTES) for one in said]
            if any(is_route) and not all(is_route[: max(at for at, it in enumerate(is_route) if it)]):
                bad.append(f"{name_of(path)}:{node.lineno} {said}")
    assert bad == []


def test_without_a_form_token_something_else_proves_the_sender():
    """A signature, a key or the secret of a link; whole blueprints are for programs, which bring no cookie."""
    bad, blueprints = [], set()
    for path in sources("app", "admin_views"):
        for node in nodes_of(path):
            if isinstance(node, ast.FunctionDef) and "csrf.exempt" in decorators(node):
                keyed = [
                    ast.unparse(one) for one in node.decorator_list if ast.unparse(one).startswith("public(keyed_by")
                ]
                bad += [] if keyed else [f"{name_of(path)}:{node.lineno}"]
            elif isinstance(node, ast.Call) and ast.unparse(node) == "csrf.exempt(blueprint)":
                blueprints.add(name_of(path).rpartition("/")[0])
    assert bad == []
    assert blueprints == {"app/api", "app/web/chat", "app/web/monitoring", "app/web/webhooks"}


def test_every_answer_of_a_limit_is_heeded():
    """`allows` counts and says whether one more may pass: whoever does not look lets everybody pass."""
    unheeded = [
        f"{name_of(path)}:{node.lineno}"
        for path in sources()
        for node in nodes_of(path)
        if isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func).rpartition(".")[2] == "allows"
    ]
    assert unheeded == []
    named = [call for _path, name, call in calls() if name == "allows"]
    assert all(isinstance(call.args[0], ast.Constant | ast.Name) and "most" in keywords(call) for call in named)


def test_every_limit_that_is_declared_guards_a_route():
    declared, used = set(), set()
    for path in sources("app"):
        used |= {name for node in nodes_of(path) if isinstance(node, ast.FunctionDef) for name in decorators(node)}
        for node in tree_of(path).body:
            if isinstance(node, ast.Assign) and re.match(r"(limiter\.limit|limit_refusals)\(", ast.unparse(node.value)):
                declared.add(ast.unparse(node.targets[0]))
    known = {
        "limit_asks",
        "limit_codes",
        "limit_echoes",
        "limit_forgotten",
        "limit_offers",
        "limit_signups",
        "limit_tries",
    }
    assert known <= declared
    assert declared - used == set()
