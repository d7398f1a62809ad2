"""The page behind the QR code of every document."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.core.db import db
from app.http.auth.access import public
from app.models.company import Company
from app.models.files.document import DOCUMENT_LABELS
from workflows.documents import find_by_token

blueprint = Blueprint("document_verification", __name__)


@blueprint.get("/v/<token>")
@public(keyed_by="token")
def verify(token: str) -> ResponseReturnValue:
    """What we know of the document: kind, number, day, company and hash; nothing about customer or content."""
    session = db.session()
    document = find_by_token(session, token=token)
    label = DOCUMENT_LABELS[document.kind] if document else ""
    page = render_template(
        "document_verification/verify.html", document=document, label=label, issuer=session.get(Company, 1)
    )
    return page, 200 if document else 404
