"""A file that staff sent with an answer, for whoever holds its signed link."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.orm import joinedload
from werkzeug.exceptions import NotFound

from app.core.db import db
from app.http.auth.access import public
from app.http.files.downloads import send_stored
from app.http.files.sent_files import PATH, read_signed
from app.models.composing import ComposerFile, ComposerKind

blueprint = Blueprint("sent_files", __name__, url_prefix=PATH)


@blueprint.get("/<token>")
@public(keyed_by="token")
def show(token: str) -> ResponseReturnValue:
    """Only of an answer that was sent: drafts and internal notes are nobody's business outside."""
    wanted = select(ComposerFile).where(
        ComposerFile.id == (read_signed(token) or 0),
        ComposerFile.kind == ComposerKind.ANSWER,
        ComposerFile.entry_id.is_not(None),
    )
    found = db.session.scalars(wanted.options(joinedload(ComposerFile.file))).one_or_none()
    if found is None:
        raise NotFound
    return send_stored(found.file, found.name, inline=True)
