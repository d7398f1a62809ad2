"""Documents and photos of a visit, for its technicians."""

from flask import Response, abort
from flask_login import current_user
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from app.core.db import db
from app.http.auth.access import may_enter
from app.http.files.downloads import send_stored
from app.models.accounts.user import Role
from app.models.files.document import DOCUMENT_LABELS, Document
from app.policies.visibility import documents_visible_to
from app.web.technician.blueprint import blueprint


@blueprint.get("/documents/<int:document_id>")
@may_enter(Role.TECHNICIAN)
def document(document_id: int) -> Response:
    """Shown in the browser; 404 for who is not on its visit, and while it is not rendered yet."""
    wanted = select(Document).where(Document.id == document_id, documents_visible_to(current_user))
    found = db.session().scalars(wanted.options(joinedload(Document.file))).one_or_none()
    if found is None or found.file is None:
        abort(404)
    name = f"{DOCUMENT_LABELS[found.kind]} {found.number or found.id}"
    return send_stored(found.file, name, inline=True)
