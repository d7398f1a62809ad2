"""The chat as a page of ours, as a frame on other sites, and the script that they include."""

from flask import Response, current_app, make_response, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import force_locale

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.http.pages.language import LANGUAGES, choose_locale
from app.http.security.headers import csp_nonce
from app.models.company import Company
from app.web.chat.blueprint import blueprint
from workflows.chat import is_online, list_allowed_origins

WIDGET = "js/chat/widget.js"
WIDGET_SECONDS = 3600


@blueprint.get("")
@public()
def page() -> ResponseReturnValue:
    return render_template("chat/page.html", online=is_online(db.session(), now=utc_now()), allowed="")


@blueprint.get("/frame")
@public()
def frame() -> ResponseReturnValue:
    """Only the sites of the table may show it; their language is the frame's."""
    session = db.session()
    allowed = list_allowed_origins(session)
    asked = request.args.get("lang", "")
    locale = asked if asked in LANGUAGES else choose_locale()
    facts = {
        "online": is_online(session, now=utc_now()),
        "company": session.get(Company, 1),
        "allowed": " ".join(allowed),
        "html_lang": locale,
    }
    with force_locale(locale):
        answer = make_response(render_template("chat/frame.html", **facts))
    nonce = csp_nonce()
    answer.headers["Content-Security-Policy"] = "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            "img-src 'self' data:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            f"frame-ancestors 'self' {' '.join(allowed)}".strip(),
        )
    )
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return answer


@blueprint.get("/widget.js")
@public()
def widget() -> Response:
    """One file for other sites: a button, and the frame when it is pressed."""
    answer = current_app.send_static_file(WIDGET)
    answer.headers["Cache-Control"] = f"public, max-age={WIDGET_SECONDS}"
    answer.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
