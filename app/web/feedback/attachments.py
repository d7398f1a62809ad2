"""The pictures of a feedback, for its sender: by links that are signed, name nobody and live for a day."""

from flask import url_for
from flask.typing import ResponseReturnValue
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy import select
from werkzeug.exceptions import NotFound

from app.core.db import db
from app.http.auth.access import public
from app.http.files.downloads import send_stored
from app.http.security.secret_keys import signing_keys
from app.models.feedback.feedback import Feedback, FeedbackAttachment
from app.models.files.document import StoredFile
from app.web.feedback.blueprint import blueprint

LIVE_SECONDS = 86400


@blueprint.get("/pictures/<token>")
@public(keyed_by="token")
def picture(token: str) -> ResponseReturnValue:
    """Only what hangs on a feedback, whatever a signature of ours says."""
    try:
        file_id = _signer().loads(token, max_age=LIVE_SECONDS)
    except BadSignature:
        raise NotFound from None
    attached = select(StoredFile).join(FeedbackAttachment, FeedbackAttachment.file_id == StoredFile.id)
    stored = db.session.scalars(attached.where(StoredFile.id == file_id)).first()
    if stored is None:
        raise NotFound
    return send_stored(stored, "lampiran", inline=True)


def picture_links(feedback: Feedback) -> list[str]:
    signer = _signer()
    return [url_for("feedback.picture", token=signer.dumps(row.file_id)) for row in feedback.attachments]


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_keys(), salt="feedback-picture")
