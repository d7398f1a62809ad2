"""Every transition a person may make, as `POST /<things>/{id}/<name>`: body from what it asks, scope from its name."""

from typing import Any

from flask import Response

from app.api.access.authentication import bearer_now, enter
from app.api.access.idempotency import answer_once
from app.api.blueprint import RECORD, blueprint
from app.api.clocks import read_pressed
from app.api.docs.openapi import KEY, MATCH, about, camel, form_body, refusals
from app.api.etags import has_if_match, require_fresh, require_if_match
from app.api.request_body import load, one_file
from app.api.resource import Resource
from app.api.schemas import body_schema, transition_schema
from app.core.clock import utc_now
from app.core.flow import Transition
from app.http.files.uploads import receive_document
from workflows.verbs import find_verb, perform


def mount_transitions(resource: Resource) -> None:
    flow = resource.thing.flow
    for name, transition in flow.transitions.items() if flow else ():
        if not transition.is_system and find_verb(flow, name) is not None:  # type: ignore[arg-type]
            _mount_transition(resource, name, transition)


def _mount_transition(resource: Resource, name: str, transition: Transition) -> None:
    thing = resource.thing
    roles = thing.operations()[name]
    files = [ask.name for ask in transition.asks if ask.kind == "file"]
    operation = f"{camel(resource.name)}{camel(name)}"
    schema = transition_schema(operation, transition)
    words = about(resource, name, transition.label, roles, name, leaves=transition.sources, enters=transition.target)

    def make_transition(asked: dict[str, Any], record_id: int) -> Response:
        user = bearer_now().user
        if transition.decides:
            require_if_match()

        def work(session: Any) -> tuple[int, dict[str, Any]]:
            record = resource.get(session, record_id, user, lock=has_if_match())
            if has_if_match():
                require_fresh(resource.dump(session, record, user))
            resource.require(name, record, asked)
            answers, now = _answers(transition, asked), utc_now()
            if transition.clocked:
                answers["pressed"] = read_pressed(asked, now)
            perform(session, thing.flow, name, record_id, actor=user, now=now, answers=answers)  # type: ignore[arg-type]
            return 200, resource.reread(session, record_id, user)

        return answer_once(work)

    view = _view(make_transition, schema, files, operation)
    view = blueprint.response(200, resource.schema)(view)
    more = {"requestBody": form_body(transition)} if files else {}
    parameters = [KEY, MATCH] if transition.decides else [KEY]
    more_refusals = (412, 428) if transition.decides else (412,)
    responses = refusals(400, 404, 409, 415, 422, *more_refusals)
    view = blueprint.doc(**words, parameters=parameters, responses=responses, **more)(view)
    view = enter(roles, thing.scope(name))(view)
    blueprint.mount(f"/{resource.name}/{RECORD}/{name}", view, tag=resource.name, method="POST")


def _view(make_transition: Any, schema: Any, files: list[str], operation: str) -> Any:
    if schema is None:

        def plain(id: int) -> Response:  # noqa: A002  the name in the address
            return make_transition({}, id)

        return plain
    if not files:

        @blueprint.body(schema)
        def with_body(asked: dict[str, Any], id: int) -> Response:  # noqa: A002  the name in the address
            return make_transition(asked, id)

        return with_body

    def with_files(id: int) -> Response:  # noqa: A002  the name in the address
        fields = {name: field for name, field in schema().fields.items() if name not in files}
        known = body_schema(f"{operation}Form", **fields)
        asked = load(known, "form")
        return make_transition({**asked, **{name: one_file(name) for name in files}}, id)

    return with_files


def _answers(transition: Transition, asked: dict[str, Any]) -> dict[str, Any]:
    """What the verb gets: one keyword per ask, text trimmed, files judged and kept."""
    answers: dict[str, Any] = {}
    for ask in transition.asks:
        value = asked.get(ask.name)
        if ask.kind == "file":
            value = receive_document(value, field=ask.name) if value or ask.required else None
        answers[ask.name] = value.strip() if isinstance(value, str) else value
    return answers
