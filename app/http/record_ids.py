"""Ids in paths: plain digits. What no record can have is no address of ours (404)."""

from werkzeug.routing import IntegerConverter

from app.core.identifiers import LONGEST_ID


class RecordId(IntegerConverter):
    """`<int:id>`. Werkzeug's own takes the digits of every script, and any number of them."""

    regex = rf"[0-9]{{1,{LONGEST_ID}}}"
