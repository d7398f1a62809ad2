"""The blueprint of `/api/v1` and its document: written only when somebody reads it, once in each language."""

import json
from http import HTTPStatus
from threading import Lock
from typing import Any

from flask import Flask
from flask_babel import force_locale
from flask_smorest import Api as SmorestApi
from flask_smorest import Blueprint as SmorestBlueprint

from app.api.request_body import Parser

OPENAPI = "3.1.0"
VERSION = "1"
RECORD = "<int(min=1, max=9223372036854775807):id>"  # what a BIGINT key can be; everything else is no address


class Blueprint(SmorestBlueprint):
    """Schemas stay classes until the document is written: copying instances for each route costs a start its speed."""

    ARGUMENTS_PARSER = Parser()

    def body(self, schema: Any) -> Any:
        """A JSON body of this schema; it may be left out when nothing in it is required."""
        return self.arguments(schema, required=any(field.required for field in schema().fields.values()))

    def response(self, status_code: int, schema: Any = None, **_more: Any) -> Any:
        """For the document only: our views answer with whole responses."""

        def mark(view: Any) -> Any:
            said = {"schema": schema, "description": HTTPStatus(status_code).phrase, "content_type": None}
            known = getattr(view, "_apidoc", {})
            view._apidoc = {  # noqa: SLF001  where flask-smorest looks
                **known,
                "response": {"responses": {status_code: [said]}},
                "success_status_codes": [status_code],
            }
            return view

        return mark


class Api(SmorestApi):
    """flask-smorest without its error pages (ours speak two languages) and without a document at every start."""

    DEFAULT_ERROR_RESPONSE_NAME = "Problem"

    def __init__(self) -> None:
        super().__init__(spec_kwargs={"title": "Sigap", "version": VERSION, "openapi_version": OPENAPI})
        self._blueprints: list[Any] = []
        self._documents: dict[str, dict[str, Any]] = {}
        self._writing = Lock()

    def _register_error_handlers(self) -> None:
        pass

    def register_blueprint(self, blp: Any, *, parameters: Any = None, **options: Any) -> None:  # noqa: ARG002
        app: Flask = self._app
        app.extensions["flask-smorest"]["blp_name_to_api"][blp.name] = self
        app.register_blueprint(blp, **options)
        self._blueprints.append(blp)

    def document(self, language: str, describe: Any) -> dict[str, Any]:
        """The OpenAPI document; `describe(spec)` adds what no route says."""
        with self._writing:
            if language not in self._documents:
                with force_locale(language):
                    self._documents[language] = self._write(describe)
            return self._documents[language]

    def _write(self, describe: Any) -> dict[str, Any]:
        self._init_spec(**self._spec_kwargs)
        describe(self.spec)
        for blueprint in self._blueprints:
            blueprint.register_views_in_doc(self, self._app, self.spec, name=blueprint.name, parameters=None)
        return json.loads(json.dumps(self.spec.to_dict(), default=str))


blueprint = Blueprint("api", __name__, url_prefix="/api/v1")
