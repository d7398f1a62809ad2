"""What makes the pages an app that works without signal: manifest, service worker, offline page, a fresh token."""

import hashlib
from functools import cache
from pathlib import Path

from flask import Response, current_app, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from app.core.i18n import gettext
from app.http.auth.access import may_enter, public
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint

_STYLES = ("tokens", "base", "forms", "parts", "small", "technician")
_SCRIPTS = (
    "theme",
    "base",
    "confirm",
    "once",
    "menu",
    "dialog",
    "countdown",
    "poll",
    "bell",
    "reveal",
    "clock",
    "forms",
    "technician/*",
)
_OTHERS = ("vendor/idb.js", "vendor/signature_pad.js", "icons/sprite.svg", "icons/favicon.svg", "icons/chevron.svg")
_KEPT = (*(f"css/{name}.css" for name in _STYLES), *(f"js/{name}.js" for name in _SCRIPTS), *_OTHERS)


@blueprint.get("/sw.js")
@public()
def service_worker() -> Response:
    """Served below /technician/ so that its scope is the technician's pages and nothing else."""
    version, names = kept_assets(str(current_app.static_folder))
    assets = [url_for("static", filename=name) for name in names]
    answer = make_response(render_template("technician/sw.js", version=version, assets=assets))
    answer.headers["Content-Type"] = "text/javascript; charset=utf-8"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


@cache
def kept_assets(folder: str) -> tuple[str, tuple[str, ...]]:
    """A version that changes with the files' content, and their names below static/."""
    root = Path(folder)
    files = sorted(path for pattern in _KEPT for path in root.glob(pattern))
    digest = hashlib.sha256()
    for path in files:
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()[:12], tuple(path.relative_to(root).as_posix() for path in files)


@blueprint.get("/manifest.webmanifest")
@public()
def manifest() -> Response:
    def icon(name: str, size: int, purpose: str = "any") -> dict[str, str]:
        source = url_for("static", filename=f"icons/{name}.png")
        return {"src": source, "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}

    answer = current_app.json.response(
        {
            "id": "/technician/",
            "name": gettext("Sigap Teknisi"),
            "short_name": "Sigap",
            "description": gettext("Job, absensi dan bukti kerja teknisi."),
            "lang": "id",
            "start_url": url_for("technician.home"),
            "scope": "/technician/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#0a665b",
            "icons": [icon("icon-192", 192), icon("icon-512", 512), icon("icon-maskable-512", 512, "maskable")],
        }
    )
    answer.headers["Content-Type"] = "application/manifest+json"
    return answer


@blueprint.get("/offline")
@public()
def offline() -> ResponseReturnValue:
    """Kept by the service worker; holds nothing about anybody."""
    return render_template("technician/offline.html")


@blueprint.get("/token")
@may_enter(Role.TECHNICIAN)
def token() -> ResponseReturnValue:
    """Before the queue is sent: a token of the living session, and whose session it is."""
    return {"csrf_token": generate_csrf(), "user": current_user.id}
