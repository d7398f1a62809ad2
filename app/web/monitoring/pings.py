"""The address that a job elsewhere asks for: at its start, at its end, with its exit status."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import unit_of_work
from app.core.errors import NotFound
from app.core.text.cleaning import clear
from app.http.auth.access import public
from app.http.security.headers import csrf
from workflows.monitoring import Ping, receive_ping

LONGEST_WORDS = 300
MOST_BYTES = 4 * LONGEST_WORDS
blueprint = Blueprint("pings", __name__, url_prefix="/ping")
csrf.exempt(blueprint)  # programs ping; no cookie stands behind them


@blueprint.route("/<token>", methods=("GET", "POST"))
@blueprint.route("/<token>/<mark>", methods=("GET", "POST"), endpoint="marked")
@public(keyed_by="a secret in the path", by_machine=True)
def ping(token: str, mark: str = "0") -> ResponseReturnValue:
    """`mark`: `start`, `fail`, or the job's exit status; nothing: it ended well. Answers 200 only after the commit."""
    kind = Ping.START if mark == "start" else Ping.SUCCESS if mark in {"0", ""} else Ping.FAILURE
    text = f"{mark} {request.get_data()[:MOST_BYTES].decode(errors='replace')}"
    words = "" if kind == Ping.SUCCESS else clear(text).strip()[:LONGEST_WORDS]
    try:
        unit_of_work(lambda session: receive_ping(session, token=token, ping=kind, now=utc_now(), words=words))
    except NotFound:
        return "not found", 404, {"Content-Type": "text/plain"}
    return "ok", 200, {"Content-Type": "text/plain"}
