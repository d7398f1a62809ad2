"""Headers and limits that hold for every answer."""

import secrets
from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request
from flask_wtf import CSRFProtect

csrf = CSRFProtect()


def csp_nonce() -> str:
    if "csp_nonce" not in g:
        g.csp_nonce = secrets.token_urlsafe(16)
    return g.csp_nonce


def _policy(pictures: str = "") -> str:
    nonce = csp_nonce()
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src 'self' 'nonce-{nonce}'",
            f"style-src 'self' 'nonce-{nonce}'",
            f"img-src 'self' data: blob:{pictures}",
            "connect-src 'self'",
            "object-src 'none'",
            "frame-ancestors 'none'",
            "base-uri 'none'",
            f"form-action 'self' {_origin(current_app.config['SETTINGS'].midtrans_snap_base)}",
        )
    )


def _origin(address: str) -> str:
    """Where the pay button's redirect may lead."""
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"


def allow_remote_pictures(response: Response) -> Response:
    """For one page whose reader asked for them; the servers are not told where they are shown."""
    response.headers["Content-Security-Policy"] = _policy(" https:")
    response.headers["Referrer-Policy"] = "no-referrer"
    return response


def hide_from_search(response: Response) -> Response:
    """For `after_request` of a blueprint whose addresses hold a secret."""
    response.headers["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def init_security(app: Flask) -> None:
    csrf.init_app(app)
    app.jinja_env.globals["csp_nonce"] = csp_nonce

    @app.after_request
    def add_headers(response: Response) -> Response:
        headers = response.headers
        headers.setdefault("Content-Security-Policy", _policy())
        headers.setdefault("X-Content-Type-Options", "nosniff")
        headers.setdefault("Referrer-Policy", "same-origin")
        headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self), microphone=()")
        headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        if request.is_secure:
            headers.setdefault("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
        if request.endpoint != "static" and not (request.endpoint or "").endswith(".static"):
            headers.setdefault("Cache-Control", "no-store")
        return response
