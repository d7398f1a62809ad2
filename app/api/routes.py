"""The routes of a resource, drawn from its table: list, read, create, edit, and every transition of its flow."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, request

from app.api.access.authentication import bearer_now, enter
from app.api.access.idempotency import answer_once
from app.api.blueprint import RECORD, blueprint
from app.api.docs.openapi import KEY, MATCH, about, camel, refusals, verb_words
from app.api.etags import etag_of, require_fresh, require_if_match
from app.api.fields import Choice, QueryWhole, Text
from app.api.paging import read_page
from app.api.resource import Resource
from app.api.schemas import body_schema, page_schema, partial_schema
from app.core.clock import utc_now
from app.core.db import db, transaction, unit_of_work
from app.core.errors import Invalid
from app.core.i18n import N_
from workflows.transitions import note

DEFAULT_SIZE, LARGEST_SIZE = 25, 100


def mount(resource: Resource) -> None:
    """Hang everything this resource can do into the blueprint."""
    _mount_list(resource)
    _mount_read(resource)
    if resource.create is not None:
        _mount_create(resource)
    if resource.edit is not None:
        _mount_edit(resource)


def shown(document: dict[str, Any], status: int = 200) -> Response:
    """One record, with its ETag; 304 when the reader has it already."""
    answer = jsonify(document)
    answer.status_code = status
    answer.set_etag(etag_of(document))
    return answer.make_conditional(request) if request.method == "GET" else answer


def _query_schema(resource: Resource) -> Any:
    names = [*resource.sorts, "id"]
    fields: dict[str, Any] = {name: one.make() for name, one in resource.filters.items()}
    fields["sort"] = Choice([*names, *(f"-{name}" for name in names)], load_default="-id")
    fields["limit"] = QueryWhole(1, LARGEST_SIZE, load_default=DEFAULT_SIZE)
    fields["cursor"] = Text(1000, least=1, metadata={"description": N_("dari `next` halaman sebelumnya")})
    return body_schema(f"{camel(resource.name)}Query", **fields)


def _mount_list(resource: Resource) -> None:
    thing = resource.thing
    words = about(resource, "list", N_("Baca daftar"), thing.readers, "read")

    @enter(thing.readers, thing.scope("read"))
    @blueprint.query(_query_schema(resource))
    @blueprint.response(200, page_schema(camel(resource.name), resource.schema))
    @blueprint.doc(**words, responses=refusals(422))
    def list_records(asked: dict[str, Any]) -> Response:
        query = resource.asked_for(bearer_now().user, asked).options(*resource.loads)
        sort: str = asked["sort"]
        column = resource.sorts.get(sort.removeprefix("-"), resource.model.id)
        page = read_page(
            db.session(),
            query,
            model=resource.model,
            column=column,
            falling=sort.startswith("-"),
            cursor=asked.get("cursor"),
            size=asked["limit"],
        )
        if len(page.rows) > DEFAULT_SIZE or "cursor" in asked:
            _note_bulk(resource, len(page.rows))
        onward = _next_address(page.cursor)
        answer = jsonify(items=resource.dump_all(db.session(), page.rows, bearer_now().user), next=onward)
        if onward:
            answer.headers["Link"] = f'<{onward}>; rel="next"'
        return answer

    blueprint.mount(f"/{resource.name}", list_records, tag=resource.name)


def _note_bulk(resource: Resource, rows: int) -> None:
    """Who walks through the records, by which key, with which filter, and how many they were."""
    query = request.query_string.decode(errors="replace")[:500]
    with transaction() as session:
        thing, now = resource.model.__tablename__, utc_now()
        note(session, thing, 0, "read_in_bulk", actor=bearer_now().user, now=now, rows=rows, query=query)


def _next_address(cursor: str | None) -> str | None:
    if cursor is None:
        return None
    asked = {name: value for name, value in request.args.items() if name != "cursor"}
    return f"{request.path}?{urlencode({**asked, 'cursor': cursor})}"


def _mount_read(resource: Resource) -> None:
    thing = resource.thing

    @enter(thing.readers, thing.scope("read"))
    @blueprint.response(200, resource.schema)
    @blueprint.doc(**about(resource, "read", N_("Baca satu"), thing.readers, "read"), responses=refusals(404))
    def read_record(id: int) -> Response:  # noqa: A002  the name in the address
        session, user = db.session(), bearer_now().user
        return shown(resource.dump(session, resource.get(session, id, user), user))

    blueprint.mount(f"/{resource.name}/{RECORD}", read_record, tag=resource.name)


def _mount_create(resource: Resource) -> None:
    thing, write = resource.thing, resource.create
    assert write is not None
    words = about(resource, "create", verb_words("create"), thing.writers, "write")

    @enter(thing.writers, thing.scope("write"))
    @blueprint.body(body_schema(f"{camel(resource.name)}New", **write.fields()), required=True)
    @blueprint.response(201, resource.schema)
    @blueprint.doc(**words, parameters=[KEY], responses=refusals(400, 409, 415, 422))
    def create_record(values: dict[str, Any]) -> Response:
        def work(session: Any) -> tuple[int, dict[str, Any]]:
            resource.require("write", None, values)
            record = write.verb(session, actor=bearer_now().user, now=utc_now(), **values)
            session.flush()
            return 201, resource.reread(session, record.id, bearer_now().user)

        return answer_once(work)

    blueprint.mount(f"/{resource.name}", create_record, tag=resource.name, method="POST")


def _mount_edit(resource: Resource) -> None:
    thing, write = resource.thing, resource.edit
    assert write is not None
    words = about(resource, "edit", verb_words("edit"), thing.writers, "write")

    @enter(thing.writers, thing.scope("write"))
    @blueprint.body(partial_schema(f"{camel(resource.name)}Edit", write.fields()), required=True)
    @blueprint.response(200, resource.schema)
    @blueprint.doc(**words, parameters=[MATCH], responses=refusals(404, 409, 412, 415, 422, 428))
    def edit_record(values: dict[str, Any], id: int) -> Response:  # noqa: A002  the name in the address
        require_if_match()
        if not values:
            raise Invalid(N_("Tidak ada yang diubah."), field="body")
        user = bearer_now().user

        def work(session: Any) -> dict[str, Any]:
            record = resource.get(session, id, user, lock=True)
            resource.require("write", record, values)
            require_fresh(resource.dump(session, record, user))
            write.verb(session, record=record, actor=user, now=utc_now(), **values)
            return resource.reread(session, id, user)

        return shown(unit_of_work(work))

    blueprint.mount(f"/{resource.name}/{RECORD}", edit_record, tag=resource.name, method="PATCH")
