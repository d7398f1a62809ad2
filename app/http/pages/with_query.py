"""An address that keeps this request's query: names such as `endpoint` or `_scheme` in it are only words there."""

from typing import Any
from urllib.parse import urlencode

from flask import request


def with_query(url: str, **changed: Any) -> str:
    """`url` and what this page was asked with; `changed` replaces it, None takes it out."""
    asked = request.args.to_dict(flat=False) | changed
    query = {name: value for name, value in asked.items() if value is not None}
    return f"{url}?{urlencode(query, doseq=True)}" if query else url
