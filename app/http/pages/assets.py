"""Addresses of scripts and styles that change with their content, so that a page never runs an older one."""

from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request, url_for
from markupsafe import Markup

from app.core.bundles import BUILT, STYLES, Bundles, content_version, read_bundles
from app.http.pages.with_query import with_query

FOR_GOOD = "public, max-age=31536000, immutable"


def init_assets(app: Flask) -> None:
    app.extensions["bundles"] = read_bundles(Path(str(app.static_folder)))
    app.url_defaults(_add_version)
    app.after_request(_keep_for_good)
    app.jinja_env.globals.update(script=script, styles=styles, script_url=script_url, with_query=with_query)


def bundles() -> Bundles:
    return current_app.extensions["bundles"]


def script_url(name: str) -> str:
    """The bundle of this script, or the script itself where nothing is built."""
    return url_for("static", filename=bundles().files.get(name, f"js/{name}.js"))


def script(name: str) -> Markup:
    """A module with the chunks it needs fetched at the same time."""
    tags = [
        Markup('<link rel="modulepreload" href="{}">').format(url_for("static", filename=chunk))
        for chunk in bundles().chunks.get(name, ())
    ]
    return Markup("").join([*tags, Markup('<script type="module" src="{}"></script>').format(script_url(name))])


def styles(name: str) -> Markup:
    """The link to a bundle of styles, or to each of its parts where nothing is built."""
    built = bundles().files.get(f"{name}.css")
    files = [built] if built else [f"css/{part}.css" for part in STYLES[name]]
    return Markup("\n").join(
        Markup('<link rel="stylesheet" href="{}">').format(url_for("static", filename=file)) for file in files
    )


def _add_version(endpoint: str, values: dict[str, Any]) -> None:
    """Scripts that are served as they are import one another by plain names: a version would load them twice."""
    name = values.get("filename", "")
    if endpoint == "static" and "v" not in values and not name.startswith(f"{BUILT}/") and not name.endswith(".js"):
        digest = content_version(Path(str(current_app.static_folder)) / name)
        if digest:
            values["v"] = digest


def _keep_for_good(response: Response) -> Response:
    if request.endpoint == "static" and response.status_code == 200:  # noqa: PLR2004
        name = (request.view_args or {}).get("filename", "")
        if "v" in request.args or name.startswith(f"{BUILT}/"):
            response.headers["Cache-Control"] = FOR_GOOD
    return response
