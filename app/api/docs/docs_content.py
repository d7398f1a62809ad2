"""The OpenAPI document as chapters for a page: fields, an example and a curl command for each operation."""

import json
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]
EXAMPLES: dict[str, Any] = {"integer": 1, "number": 1.5, "boolean": True, "string": "teks", "object": {}, "null": None}
FORMATS = {"date-time": "2026-11-23T09:00:00+07:00", "date": "2026-11-23", "binary": "@berkas.jpg"}
DEEPEST = 4


@dataclass(frozen=True, slots=True)
class Field:
    name: str
    kind: str
    required: bool
    about: str


@dataclass(frozen=True, slots=True)
class Operation:
    """`body` is None when nothing is sent; `example` is what the answer looks like."""

    id: str
    method: str
    path: str
    summary: str
    description: list[str]
    fields: list[Field]
    body: str | None
    example: str | None
    curl: str


@dataclass(frozen=True, slots=True)
class Chapter:
    name: str
    title: str
    operations: list[Operation]


def chapters(contract: Schema, base: str) -> list[Chapter]:
    """One for each tag, in the document's order."""
    found: dict[str, list[Operation]] = {tag["name"]: [] for tag in contract["tags"]}
    for path, methods in contract["paths"].items():
        for method, operation in methods.items():
            if isinstance(operation, dict) and "operationId" in operation:
                found.setdefault(operation["tags"][0], []).append(_operation(contract, base, path, method, operation))
    titles = {tag["name"]: tag.get("description", "") for tag in contract["tags"]}
    return [Chapter(name, titles.get(name, ""), operations) for name, operations in found.items() if operations]


def _operation(contract: Schema, base: str, path: str, method: str, operation: Schema) -> Operation:
    media, schema = _content(operation.get("requestBody", {}))
    sent = _example(contract, schema) if schema else None
    fields = [_field(contract, one["name"], one["schema"], one) for one in operation.get("parameters", [])]
    fields += _fields(contract, schema) if schema else []
    good = next((answer for status, answer in operation["responses"].items() if status.startswith("2")), {})
    _, shown = _content(good)
    binary = shown is not None and shown.get("format") == "binary"
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation.get("summary", ""),
        description=operation.get("description", "").split("\n\n"),
        fields=fields,
        body=_pretty(sent) if sent is not None and media == "application/json" else None,
        example=_pretty(_example(contract, shown)) if shown and not binary else None,
        curl=_curl(base, path, method, operation, media, sent),
    )


def _content(part: Schema) -> tuple[str, Schema | None]:
    for media, content in part.get("content", {}).items():
        return media, content.get("schema")
    return "", None


def _resolved(contract: Schema, schema: Schema) -> Schema:
    while "$ref" in schema:
        schema = contract["components"]["schemas"][schema["$ref"].rpartition("/")[2]]
    return schema


def _fields(contract: Schema, schema: Schema) -> list[Field]:
    schema = _resolved(contract, schema)
    needed = set(schema.get("required", []))
    return [
        _field(contract, name, one, {"required": name in needed, **one})
        for name, one in schema.get("properties", {}).items()
    ]


def _field(contract: Schema, name: str, schema: Schema, given: Schema) -> Field:
    kind = _kind(contract, schema)
    limits = [
        f"{mark} {schema[key]}" for key, mark in (("minimum", "≥"), ("maximum", "≤")) if _is_near(schema.get(key))
    ]
    limits += [f"≤ {schema['maxLength']}"] if "maxLength" in schema else []
    return Field(name, " ".join([kind, *limits]), given.get("required") is True, given.get("description", ""))


def _is_near(limit: Any) -> bool:
    return isinstance(limit, int | float) and abs(limit) <= 10**12


def _kind(contract: Schema, schema: Schema) -> str:
    schema = _resolved(contract, schema)
    if "enum" in schema:
        return " | ".join("null" if one is None else str(one) for one in schema["enum"])
    kinds = schema.get("type", "object")
    word = " | ".join(kinds) if isinstance(kinds, list) else kinds
    if word.startswith("array"):
        return f"[{_kind(contract, schema['items'])}]"
    return f"{word} ({schema['format']})" if "format" in schema else word


def _example(contract: Schema, schema: Schema, depth: int = 0) -> Any:
    schema = _resolved(contract, schema)
    kinds = schema.get("type", "object")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if "enum" in schema:
        return schema["enum"][0]
    if schema.get("examples"):
        return schema["examples"][0]
    if kind == "array":
        return [_example(contract, schema["items"], depth + 1)] if depth < DEEPEST else []
    if kind == "object":
        return {name: _example(contract, one, depth + 1) for name, one in schema.get("properties", {}).items()}
    if kind == "string" and schema.get("format") in FORMATS:
        return FORMATS[schema["format"]]
    return max(EXAMPLES[kind], schema.get("minimum", EXAMPLES[kind])) if kind == "integer" else EXAMPLES[kind]


def _pretty(value: Any) -> str:
    return json.dumps(value, indent=2, ensure_ascii=False)


def _curl(base: str, path: str, method: str, operation: Schema, media: str, sent: Any) -> str:
    lines = [f"curl -X {method.upper()} '{base}{path.replace('{id}', '1')}'"]
    if operation.get("security") != []:
        lines.append('-H "Authorization: Bearer $SIGAP_TOKEN"')
    headers = {one["name"] for one in operation.get("parameters", []) if one["in"] == "header"}
    lines += ['-H "Idempotency-Key: $(uuidgen)"'] if "Idempotency-Key" in headers else []
    lines += ["-H 'If-Match: \"…\"'"] if "If-Match" in headers else []
    if media == "application/json":
        lines += ["-H 'Content-Type: application/json'", f"-d '{json.dumps(sent, ensure_ascii=False)}'"]
    elif media:
        lines += [f"-F '{name}={value}'" for name, value in sent.items()]
    return " \\\n  ".join(lines)
