"""What the OpenAPI document says beyond schemas: who may, what it is called, what may be refused."""

from collections.abc import Iterable
from http import HTTPStatus
from typing import Any

from app.api.resource import Resource
from app.core.flow import Transition
from app.core.i18n import N_, Sentence
from app.models.accounts.user import Role

MEDIA_TYPE = "application/problem+json"
KEY: dict[str, Any] = {
    "in": "header",
    "name": "Idempotency-Key",
    "required": True,
    "description": N_("Kunci buatan Anda: kiriman yang sama dua kali berakibat satu kali dan dijawab sama."),
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9_-]{8,64}$", "minLength": 8, "maxLength": 64},
}
MATCH: dict[str, Any] = {
    "in": "header",
    "name": "If-Match",
    "required": True,
    "description": N_("ETag dari data yang Anda baca; ditolak dengan 412 bila datanya sudah berubah."),
    "schema": {"type": "string", "minLength": 1},
}
ALWAYS = (401, 403, 429)
WORDS = {"create": N_("Buat"), "edit": N_("Ubah")}


def verb_words(name: str) -> Sentence:
    return WORDS[name]


def camel(name: str) -> str:
    return "".join(part.capitalize() for part in name.split("_"))


def about(
    resource: Resource,
    action: str,
    label: Sentence,
    roles: Iterable[Role],
    permission: str,
    *,
    leaves: Iterable[str] = (),
    enters: str | None = None,
) -> dict[str, Any]:
    """Summary, description, operation id and who may call it."""
    scope = resource.thing.scope(permission)
    return words(f"{action}_{resource.name}", _Pair(label, resource.label), roles, scope, leaves=leaves, enters=enters)


def words(
    operation: str,
    summary: Any,
    roles: Iterable[Role],
    scope: str,
    *,
    leaves: Iterable[str] = (),
    enters: str | None = None,
) -> dict[str, Any]:
    lines = [f"Scope: `{scope}`", f"Roles: {', '.join(sorted(str(role) for role in roles))}"]
    if leaves:
        lines.append(f"Status: {', '.join(sorted(leaves))} → {enters or '='}")
    return {
        "operationId": operation,
        "summary": summary,
        "description": "\n\n".join(lines),
        "security": [{"token": [scope]}],
    }


def refusals(*statuses: int) -> dict[str, Any]:
    """References to the problem answers that this operation may give."""
    return {str(status): reason(status) for status in sorted({*ALWAYS, *statuses})}


def reason(status: int) -> str:
    return HTTPStatus(status).phrase.title().replace(" ", "").replace("-", "")


def form_body(transition: Transition) -> dict[str, Any]:
    """A multipart form: files as binary, the rest as text."""
    properties = {
        ask.name: {"type": "string", "format": "binary", "description": ask.label}
        if ask.kind == "file"
        else {"type": "string", "maxLength": ask.max_length, "description": ask.label}
        for ask in transition.asks
    }
    return multipart(properties, [ask.name for ask in transition.asks if ask.required])


def multipart(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    schema = {"type": "object", "properties": properties, "required": required}
    return {"required": True, "content": {"multipart/form-data": {"schema": schema}}}


class _Pair:
    """Two sentences side by side, put together when the document is written in a language."""

    def __init__(self, first: Sentence, second: Sentence) -> None:
        self._both = (first, second)

    def __str__(self) -> str:
        return f"{self._both[0]}: {self._both[1]}"
