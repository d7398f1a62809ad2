"""An act is a verb that is no transition of a flow table: `POST /<things>/{id}/<act>`, with a scope of its own."""

from collections.abc import Callable
from typing import Any

from app.api.access.authentication import enter
from app.api.blueprint import RECORD, blueprint
from app.api.docs.openapi import KEY, refusals, words
from app.policies.scopes import THINGS, Thing


def act(name: str, label: Any, answer: Any, *, status: int = 200, thing: Thing = THINGS["visits"], **more: Any) -> Any:
    """Decorate one act: access, description in OpenAPI, idempotency key."""
    roles = thing.acts[name]
    scope = thing.scope(name)
    operation = more.pop("operation", f"{name}_{thing.name}")
    path = more.pop("path", name)

    def mark(view: Callable[..., Any]) -> Callable[..., Any]:
        view = blueprint.response(status, answer)(view)
        values = words(operation, label, roles, scope)
        view = blueprint.doc(**values, parameters=[KEY], responses=refusals(400, 404, 409, 415, 422), **more)(view)
        view = enter(roles, scope)(view)
        blueprint.mount(f"/{thing.name}/{RECORD}/{path}", view, tag=thing.name, method="POST")
        return view

    return mark
