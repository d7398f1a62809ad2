"""A request whose sender is recorded nowhere, even when they are logged in.

What Sigap writes down in such a request: the rows themselves, an audit row without actor and request, and the
form's key as a hash under a scope that is the same for everybody. The log line has neither person, address nor
request id, and the person's log-in does not note the moment (app.http.auth.sessions.UNSEEN).

What this cannot hide: the moment itself stands in the rows. A proxy in front of us that keeps a log of addresses
(ours, deploy/Caddyfile, leaves these pages out), the person's own network, or whoever sees that only one person was
about at that hour, may draw conclusions.
"""

import hmac
from collections.abc import Callable
from typing import Any

import structlog
from flask import g, request
from sqlalchemy.orm import Session

from app.core.db import db
from app.core.identifiers import sha256
from app.core.units import forget_who as forget_actor
from app.http.forms.sent_content import content_now
from app.http.forms.submission import sent_key, submit
from app.http.security.secret_keys import derivation_key


def submit_unnamed(work: Callable[[Session], dict[str, Any] | None]) -> dict[str, Any]:
    """As `submit`, but nothing ties the effect to the person, the browser or the address."""
    forget_who()
    key, scope = sha256(f"unnamed:{sent_key()}"), f"unnamed:{request.endpoint}"
    return submit(work, key=key, scope=scope, content=content_now(unnamed=True))


def forget_who() -> None:
    """From here on this request is nobody's: for the audit log, for messages and for the request log."""
    forget_actor(db.session())
    g.request_id = ""
    g.actor = None
    structlog.contextvars.clear_contextvars()


def chance_of_this_form() -> bytes:
    """32 bytes that a second sending of the same form gets again, and nobody can find from what we keep.

    Made of our secret and the form's own random key, of which only a hash is stored.
    """
    secret = derivation_key().encode()
    return hmac.digest(secret, f"unnamed-code:{sent_key()}".encode(), "sha256")
