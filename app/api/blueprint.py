"""The blueprint of `/api/v1`: its views, and beside each the OpenAPI operation that the document is written from."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any

from flask import Blueprint
from marshmallow import Schema

from app.api.request_body import load

JSON = "application/json"
RECORD = "<int(min=1, max=9223372036854775807):id>"  # what a BIGINT key can be; everything else is no address
View = Callable[..., Any]


class ApiBlueprint(Blueprint):
    """`operations`: (path, method, OpenAPI Operation Object with schema classes for schemas)."""

    def __init__(self, *args: Any, **named: Any) -> None:
        super().__init__(*args, **named)
        self.operations: list[tuple[str, str, dict[str, Any]]] = []

    def mount(self, rule: str, view: View, *, tag: str, method: str = "GET") -> None:
        """Serve this view; its endpoint is named like its operation."""
        operation = {**_operation(view), "tags": [tag]}
        self.operations.append((f"{self.url_prefix}{rule.replace(RECORD, '{id}')}", method.lower(), operation))
        self.add_url_rule(rule, operation["operationId"], view, methods=[method])

    def query(self, schema: type[Schema]) -> Callable[[View], View]:
        """The view gets what stands in the address as its first argument, read by this schema."""
        return _reading(schema, "query", parameters=[{"in": "query", "schema": schema}])

    def body(self, schema: type[Schema], *, required: bool | None = None) -> Callable[[View], View]:
        """The same for a JSON body; it may be left out when nothing in it is required, unless `required` says else."""
        needed = any(field.required for field in schema().fields.values()) if required is None else required
        return _reading(schema, "json", requestBody={"required": needed, "content": {JSON: {"schema": schema}}})

    def response(self, status: int, schema: type[Schema]) -> Callable[[View], View]:
        """For the document only: views answer with whole responses."""
        answer = {"description": HTTPStatus(status).phrase, "content": {JSON: {"schema": schema}}}
        return self.doc(responses={str(status): answer})

    def doc(self, **values: Any) -> Callable[[View], View]:
        """More of the operation; what is said of further responses is added to them."""

        def mark(view: View) -> View:
            known = _operation(view)
            responses = {**known.get("responses", {}), **values.get("responses", {})}
            view.operation = {**known, **values, "responses": responses}  # type: ignore[attr-defined]
            return view

        return mark


def _operation(view: View) -> dict[str, Any]:
    return getattr(view, "operation", {"responses": {"default": "Problem"}})


def _reading(schema: type[Schema], location: str, **values: Any) -> Callable[[View], View]:
    def mark(view: View) -> View:
        @wraps(view)
        def reading(**named: Any) -> Any:
            return view(load(schema, location), **named)

        return blueprint.doc(**values)(reading)

    return mark


blueprint = ApiBlueprint("api", __name__, url_prefix="/api/v1")
