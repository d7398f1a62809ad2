"""The status page where no front proxy serves its folder: the same files, and red when they are old."""

import time
from mimetypes import guess_type
from pathlib import Path

from flask import Blueprint, abort, current_app
from flask.typing import ResponseReturnValue
from werkzeug.security import safe_join

from app.http.auth.access import public

FROZEN_SECONDS = 300
blueprint = Blueprint("status", __name__, url_prefix="/status")
TYPES = {".atom": "application/atom+xml", ".rss": "application/rss+xml", ".json": "application/json"}


@blueprint.get("/", defaults={"name": "index.html"})
@blueprint.get("/<path:name>")
@public()
def file(name: str) -> ResponseReturnValue:
    """A page that nobody writes any more is marked frozen whatever the browser runs."""
    folder = current_app.config["SETTINGS"].status_folder.resolve()
    found = safe_join(str(folder), f"{name}index.html" if name.endswith("/") else name)
    path = Path(found) if found else None
    if path is None or not path.is_file() or path.name.startswith("."):
        abort(404)
    content = path.read_bytes()
    if path.suffix == ".html" and time.time() - path.stat().st_mtime > FROZEN_SECONDS:
        content = content.replace(b"<body ", b'<body class="frozen" ', 1)
    kind = TYPES.get(path.suffix) or guess_type(path.name)[0] or "application/octet-stream"
    headers = {"Cache-Control": "max-age=30, stale-if-error=86400", "Access-Control-Allow-Origin": "*"}
    return content, 200, {"Content-Type": kind, **headers}
