"""What makes the pages an app that works without signal: manifest, service worker, offline page, a fresh token."""

import hashlib
from functools import cache
from pathlib import Path
from typing import Any

from flask import Response, current_app, make_response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import generate_csrf

from app.core.bundles import STYLES, WORKER
from app.core.i18n import gettext
from app.http.auth.access import may_enter, public
from app.http.pages.assets import bundles, script_url
from app.models.accounts.user import Role
from app.web.technician.blueprint import blueprint

_SOURCES = (
    "js/theme.js",
    "js/base.js",
    "js/base/*.js",
    "js/technician/*.js",
    "vendor/idb.js",
    "vendor/signature_pad.js",
)
_ICONS = ("icons/sprite.svg", "icons/favicon.svg")
_OF_STYLES = ("icons/chevron.svg",)  # named by the styles, without a version
_PHONE_SCRIPTS = ("base", "technician/app", "technician/signature")


@blueprint.get("/sw.js")
@public()
def service_worker() -> Response:
    """Served below /technician/ so that its scope is the technician's pages and nothing else."""
    assets = [url_for("static", filename=name) for name in cached_assets()]
    assets += [url_for("static", filename=name, v=None) for name in _OF_STYLES]
    worker = {"worker_url": script_url(WORKER), "worker_type": worker_type()}
    version = assets_version(str(current_app.static_folder), (*cached_assets(), *_OF_STYLES))
    answer = make_response(render_template("technician/sw.js", version=version, assets=assets, **worker))
    answer.headers["Content-Type"] = "text/javascript; charset=utf-8"
    answer.headers["Cache-Control"] = "no-cache"
    return answer


def worker_type() -> str:
    """A bundled worker is a plain script, which browsers without module workers know, too."""
    return "classic" if WORKER in bundles().files else "module"


def cached_assets() -> list[str]:
    """Names below static/ of what the technician's pages need without signal."""
    built = bundles()
    if not built.files:
        root = Path(str(current_app.static_folder))
        found = [path for pattern in _SOURCES for path in sorted(root.glob(pattern))]
        scripts = [path.relative_to(root).as_posix() for path in found]
        return [*(f"css/{name}.css" for name in STYLES["technician"]), *scripts, *_ICONS]
    chunks = {chunk for name in _PHONE_SCRIPTS for chunk in built.chunks[name]}
    scripts = [built.files[name] for name in (*_PHONE_SCRIPTS, WORKER)]
    return [built.files["technician.css"], *scripts, *sorted(chunks), "js/theme.js", *_ICONS]


@cache
def assets_version(folder: str, names: tuple[str, ...]) -> str:
    """Changes with the files' content."""
    digest = hashlib.sha256()
    for name in names:
        digest.update(name.encode() + (Path(folder) / name).read_bytes())
    return digest.hexdigest()[:12]


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


@blueprint.context_processor
def around_the_worker() -> dict[str, Any]:
    return {"worker_type": worker_type()}


@blueprint.get("/token")
@may_enter(Role.TECHNICIAN)
def token() -> ResponseReturnValue:
    """Before the queue is sent: a token of the living session, and whose session it is."""
    return {"csrf_token": generate_csrf(), "user": current_user.id}
