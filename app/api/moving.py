"""Every move a person may make, as `POST /<things>/{id}/<move>`: body from what it asks, scope from its name."""

from typing import Any

from flask import Response, request

from app.api.blueprint import RECORD, blueprint
from app.api.describing import KEY, about, camel, form_body, refusals
from app.api.door import bearer_now, enter
from app.api.once import answer_once
from app.api.resource import Resource
from app.api.schemas import body_schema, move_schema
from app.api.sent import one_file
from app.core.clock import utc_now
from app.core.flow import Move
from app.gate.uploads import receive_paper
from workflows.registry import find_verb, perform


def mount_moves(resource: Resource) -> None:
    flow = resource.thing.flow
    for name, move in flow.moves.items() if flow else ():
        if not move.is_system and find_verb(flow, name) is not None:  # type: ignore[arg-type]
            _mount_move(resource, name, move)


def _mount_move(resource: Resource, name: str, move: Move) -> None:
    thing = resource.thing
    roles = thing.doors()[name]
    files = [ask.name for ask in move.asks if ask.kind == "file"]
    operation = f"{camel(resource.name)}{camel(name)}"
    schema = move_schema(operation, move)
    words = about(resource, name, move.label, roles, name, leaves=move.sources, enters=move.target)

    def make_move(asked: dict[str, Any], record_id: int) -> Response:
        user = bearer_now().user

        def work(session: Any) -> tuple[int, dict[str, Any]]:
            resource.get(session, record_id, user)
            answers = _answers(move, asked)
            perform(session, thing.flow, name, record_id, actor=user, now=utc_now(), answers=answers)  # type: ignore[arg-type]
            return 200, resource.reread(session, record_id)

        return answer_once(work)

    view = _view(make_move, schema, files, operation)
    view = blueprint.response(200, resource.schema)(view)
    more = {"requestBody": form_body(move)} if files else {}
    view = blueprint.doc(**words, parameters=[KEY], responses=refusals(400, 404, 409, 415, 422), **more)(view)
    view = enter(roles, thing.scope(name))(view)
    rule, endpoint = f"/{resource.name}/{RECORD}/{name}", f"{name}_{resource.name}"
    blueprint.add_url_rule(rule, endpoint, view, methods=["POST"], tags=[resource.name])


def _view(make_move: Any, schema: Any, files: list[str], operation: str) -> Any:
    if schema is None:

        def plain(id: int) -> Response:  # noqa: A002  the name in the address
            return make_move({}, id)

        return plain
    if not files:

        @blueprint.body(schema)
        def with_body(asked: dict[str, Any], id: int) -> Response:  # noqa: A002  the name in the address
            return make_move(asked, id)

        return with_body

    def with_files(id: int) -> Response:  # noqa: A002  the name in the address
        fields = {name: field for name, field in schema().fields.items() if name not in files}
        known = body_schema(f"{operation}Form", **fields)
        asked = blueprint.ARGUMENTS_PARSER.parse(known, request, location="form")
        return make_move({**asked, **{name: one_file(name) for name in files}}, id)

    return with_files


def _answers(move: Move, asked: dict[str, Any]) -> dict[str, Any]:
    """What the verb gets: one keyword per ask, text trimmed, files judged and kept."""
    answers: dict[str, Any] = {}
    for ask in move.asks:
        value = asked.get(ask.name)
        if ask.kind == "file":
            value = receive_paper(value, field=ask.name) if value or ask.required else None
        answers[ask.name] = value.strip() if isinstance(value, str) else value
    return answers
