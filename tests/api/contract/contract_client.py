"""A client that knows nothing of Sigap: it reads the OpenAPI document and builds every request from it."""

import json
import re
import uuid
from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

MULTIPART = "multipart/form-data"


class ContractClient:
    """`do(operation_id, id=…, **values)`: what the operation needs and nobody gave is made from its schema."""

    def __init__(self, http: FlaskClient, token: str | None = None) -> None:
        self.http, self.token = http, token
        self.document = http.get("/api/openapi.json").get_json()
        self.operations = {
            operation["operationId"]: (path, method, operation)
            for path, methods in self.document["paths"].items()
            for method, operation in methods.items()
            if isinstance(operation, dict) and "operationId" in operation
        }
        self.etags: dict[str, str] = {}

    def log_in(self, **credentials: str) -> "ContractClient":
        """Exchange a password for a token, by the operation that asks for no token."""
        open_to_all = [name for name, (_, _, operation) in self.operations.items() if operation.get("security") == []]
        self.token = self.do(open_to_all[0], **credentials)["access_token"]
        return self

    def find(self, tag: str, summary: str) -> str:
        """Return the id of the operation of this tag whose summary has these words."""
        found = [
            name
            for name, (_, _, operation) in self.operations.items()
            if tag in operation["tags"] and summary in operation["summary"]
        ]
        assert len(found) == 1, f"{tag}: {summary}: {found}"
        return found[0]

    def do(self, name: str, /, *, expect: str = "2", **values: Any) -> Any:
        """Make the request, hold the answer against the document, return its JSON (or bytes)."""
        path, method, operation = self.operations[name]
        headers, query = self._parameters(operation, values, path)
        address = re.sub(r"{(\w+)}", lambda found: str(values.pop(found[1])), path)
        if "If-Match" in headers:
            headers["If-Match"] = self.etags.get(address) or self.etags[address.rpartition("/")[0]]
        sent = self._body(operation, values)
        assert not values, f"{name} takes no {sorted(values)}"
        answer = self.http.open(address, method=method.upper(), headers=headers, query_string=query, **sent)
        self._check(name, operation, answer, expect)
        if "ETag" in answer.headers:
            self.etags[address] = answer.headers["ETag"]
        return answer.get_json() if answer.is_json or "json" in answer.mimetype else answer.data

    def _parameters(self, operation: dict[str, Any], values: dict[str, Any], path: str) -> tuple[dict[str, str], Any]:
        headers = {"Authorization": f"Bearer {self.token}"} if operation.get("security") != [] else {}
        query = {}
        for one in operation.get("parameters", []):
            if one["in"] == "header":
                headers[one["name"]] = uuid.uuid4().hex
            elif one["in"] == "query" and one["name"] in values:
                query[one["name"]] = values.pop(one["name"])
            elif one["in"] == "path":
                assert one["name"] in values, f"{path} needs {one['name']}"
        return headers, query

    def _body(self, operation: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
        content = operation.get("requestBody", {}).get("content", {})
        if not content:
            return {}
        media, schema = next((media, self._resolve(part["schema"])) for media, part in content.items())
        body = {name: values.pop(name) for name in list(values) if name in schema["properties"]}
        for name in schema.get("required", []):
            body.setdefault(name, self._example(schema["properties"][name]))
        if media == MULTIPART:
            return {"data": body, "content_type": media}
        return {"data": json.dumps(body), "content_type": media}

    def _check(self, name: str, operation: dict[str, Any], answer: TestResponse, expect: str) -> None:
        said = f"{name}: {answer.status_code} {answer.text[:500] if 'json' in answer.mimetype else answer.mimetype}"
        assert str(answer.status_code).startswith(expect), said
        known = operation["responses"]
        assert str(answer.status_code) in known or "default" in known, said
        shown = self._resolve(known.get(str(answer.status_code), known.get("default")))
        assert answer.mimetype in shown["content"], said
        schema = self._resolve(shown["content"][answer.mimetype]["schema"])
        if "properties" in schema:
            assert set(schema.get("required", [])) <= set(answer.get_json()) <= set(schema["properties"]), said

    def _resolve(self, part: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in part:
            place: Any = self.document
            for step in part["$ref"].removeprefix("#/").split("/"):
                place = place[step]
            part = place
        return part

    def _example(self, schema: dict[str, Any]) -> Any:
        schema = self._resolve(schema)
        if "enum" in schema:
            return schema["enum"][0]
        kind = schema["type"] if isinstance(schema["type"], str) else schema["type"][0]
        return {"string": "x" * max(schema.get("minLength", 1), 1), "integer": schema.get("minimum", 1)}.get(kind)
