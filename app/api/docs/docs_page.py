"""The contract: `/api/openapi.json` for programs, `/api/docs` for people, both without a log-in."""

import json
from copy import deepcopy
from functools import cache
from typing import Any

from apispec import APISpec
from apispec.ext.marshmallow import MarshmallowPlugin
from flask import Blueprint, Response, current_app, jsonify, render_template, request
from flask_babel import force_locale, get_locale

from app.api.blueprint import blueprint
from app.api.docs.docs_content import Chapter, chapters
from app.api.docs.openapi import MEDIA_TYPE, reason
from app.api.fields import LARGEST_ID, Facts, Sentences, Text, Whole
from app.api.resources import RESOURCES
from app.api.schemas import body_schema
from app.core.i18n import N_, gettext
from app.http.auth.access import public
from app.http.pages.language import LANGUAGES
from app.http.security.problem_details import TITLES
from app.policies.scopes import THINGS

OPENAPI = "3.1.0"
VERSION = "1"
ID = {"in": "path", "name": "id", "required": True, "schema": {"type": "integer", "minimum": 1, "maximum": LARGEST_ID}}
docs = Blueprint("api_docs", __name__, url_prefix="/api")
Problem = body_schema(
    "Problem",
    type=Text(required=True),
    title=Text(required=True),
    status=Whole(400, 599, required=True),
    code=Text(required=True, metadata={"description": N_("tetap sama untuk alasan yang sama")}),
    detail=Text(5000, required=True),
    errors=Sentences(metadata={"description": N_("kalimat menurut nama isian")}),
    facts=Facts(),
)


@docs.get("/openapi.json")
@public()
def openapi() -> Response:
    answer = jsonify(contract())
    answer.add_etag()
    answer.headers["Cache-Control"] = "public, no-cache"
    answer.headers["Vary"] = "Accept-Language, Cookie"
    return answer.make_conditional(request)


@docs.get("/docs")
@public()
def read() -> str:
    """The contract as a page: every operation with its fields, an example and a curl command."""
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    manuals: dict[str, list[Chapter]] = current_app.extensions.setdefault("api-manuals", {})
    language = _language()
    if language not in manuals:
        manuals[language] = chapters(contract(), base)
    return render_template("api/docs.html", chapters=manuals[language], base=base, problems=TITLES)


def contract() -> dict[str, Any]:
    """In the reader's language."""
    return _document(_language())


@cache
def _document(language: str) -> dict[str, Any]:
    """Written when it is first read in a language: it takes a start's time."""
    with force_locale(language):
        spec = APISpec("Sigap", VERSION, OPENAPI, plugins=[MarshmallowPlugin()])
        _describe(spec)
        for path, method, operation in blueprint.operations:
            spec.path(path, operations={method: deepcopy(operation)}, parameters=[ID] if "{id}" in path else [])
        return json.loads(json.dumps(spec.to_dict(), default=str))


def _language() -> str:
    locale = get_locale()
    return locale.language if locale and locale.language in LANGUAGES else "id"


def _describe(spec: APISpec) -> None:
    spec.options["info"] = {"description": gettext("API Sigap: semua yang dapat dilakukan di panel, untuk program.")}
    spec.options["servers"] = [{"url": "/"}]
    about = {"type": "http", "scheme": "bearer", "description": gettext("Token dari halaman Token API.")}
    spec.components.security_scheme("token", about)
    spec.components.schema("Problem", schema=Problem)
    for status, title in TITLES.items():
        answer: dict[str, Any] = {"description": str(title), "content": {MEDIA_TYPE: {"schema": "Problem"}}}
        spec.components.response(reason(status), answer)
    other: dict[str, Any] = {"description": gettext("Penolakan lain"), "content": {MEDIA_TYPE: {"schema": "Problem"}}}
    spec.components.response("Problem", other)
    spec.tag({"name": "auth", "description": gettext("Token")})
    for resource in RESOURCES:
        spec.tag({"name": resource.name, "description": str(resource.label)})
    for figures in ("incident_measures", "support_measures"):
        spec.tag({"name": figures, "description": str(THINGS[figures].label)})
