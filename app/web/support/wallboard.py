"""The desk on a screen on the wall: six figures, by a read-only link, asked again every ten seconds."""

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from app.core.clock import utc_now
from app.core.db import db
from app.http.auth.access import public
from app.http.security.headers import hide_from_search
from app.models.company import Company
from app.presenters.dates import clock_second
from app.presenters.support.figures import age
from workflows.support import find_wallboard_link, read_wallboard

wallboard_blueprint = Blueprint("wallboard", __name__, url_prefix="/wallboard")


wallboard_blueprint.after_request(hide_from_search)


@wallboard_blueprint.get("/<token>")
@public(keyed_by="token")
def show(token: str) -> ResponseReturnValue:
    tiles = _tiles(token)
    return render_template("support/wallboard.html", tiles=tiles, token=token, company=db.session.get(Company, 1))


@wallboard_blueprint.get("/<token>/tiles")
@public(keyed_by="token")
def tiles(token: str) -> ResponseReturnValue:
    return _tiles(token)


def _tiles(token: str) -> str:
    session, now = db.session(), utc_now()
    if find_wallboard_link(session, token=token) is None:
        abort(404)
    board = read_wallboard(session, now=now)
    oldest = age(board.oldest_s) if board.oldest_s is not None else "–"
    return render_template("support/wallboard_tiles.html", board=board, oldest=oldest, at=clock_second(now))
