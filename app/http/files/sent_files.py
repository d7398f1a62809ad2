"""Files of a conversation, as pages draw them; signed links that name nobody and end after a week."""

from typing import Any

from flask import current_app, url_for
from itsdangerous import BadSignature, URLSafeTimedSerializer
from sqlalchemy.orm import Session

from app.http.security.secret_keys import signing_keys
from app.models.composing import ComposerFile, ComposerKind
from app.models.support.messages import SupportAttachment
from workflows.composing import list_sent_files

LIVE_SECONDS = 7 * 86400
PATH = "/sent-files"


def file_facts(one: ComposerFile | SupportAttachment, url: str) -> dict[str, Any]:
    name = one.name or one.file.original_name
    return {"name": name, "url": url, "is_picture": one.file.is_picture, "size": one.file.size}


def signed_file_url(composer_file_id: int) -> str:
    """Whole, for messages that leave."""
    base = current_app.config["SETTINGS"].public_url.rstrip("/")
    return f"{base}{PATH}/{_signer().dumps(composer_file_id)}"


def read_signed(token: str) -> int | None:
    try:
        return int(_signer().loads(token, max_age=LIVE_SECONDS))
    except BadSignature:
        return None


def files_for_sender(session: Session, thing: str, thing_id: int) -> dict[int, list[dict[str, Any]]]:
    """Of the answers of one record, by entry, for pages of its sender; drawn anew with each page."""
    sent = list_sent_files(session, thing=thing, thing_id=thing_id, kind=ComposerKind.ANSWER)
    return {
        entry_id: [file_facts(one, url_for("sent_files.show", token=_signer().dumps(one.id))) for one in files]
        for entry_id, files in sent.items()
    }


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(signing_keys(), salt="sent-file")
