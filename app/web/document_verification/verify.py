"""The page behind the QR code of every paper."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.core.db import db
from app.http.auth.access import public
from app.models.company import Company
from app.models.document import DOCUMENT_LABELS
from workflows.documents import find_by_token

blueprint = Blueprint("papers", __name__)


@blueprint.get("/v/<token>")
@public(keyed_by="token")
def verify(token: str) -> ResponseReturnValue:
    """What we know of the paper: kind, number, day, firm and hash; nothing about customer or content."""
    session = db.session()
    paper = find_by_token(session, token=token)
    label = DOCUMENT_LABELS[paper.kind] if paper else ""
    page = render_template("document_verification/verify.html", paper=paper, label=label, firm=session.get(Company, 1))
    return page, 200 if paper else 404
