"""Files behind records: downloads, never anything a browser would run."""

from typing import Any

from flask import Response

from app.api.access.authentication import bearer_now, enter
from app.api.blueprint import RECORD, blueprint
from app.api.docs.openapi import refusals, words
from app.api.resources.documents import DOCUMENTS
from app.api.resources.invoices import PAYMENTS
from app.core.db import db
from app.core.errors import NotFound
from app.core.i18n import N_
from app.http.files.downloads import send_stored
from app.models.files.document import DOCUMENT_LABELS

_BYTES = {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}}


def _about(operation: str, summary: Any, thing: Any) -> dict[str, Any]:
    values = words(operation, summary, thing.readers, thing.scope("read"))
    kinds = ("application/pdf", "image/jpeg", "image/png", "image/webp")
    content = {**_BYTES, **dict.fromkeys(kinds, _BYTES["application/octet-stream"])}
    return {**values, "responses": {**refusals(404), "200": {"description": "OK", "content": content}}}


@enter(DOCUMENTS.thing.readers, DOCUMENTS.thing.scope("read"))
@blueprint.doc(**_about("download_documents", N_("Unduh berkas dokumen"), DOCUMENTS.thing))
def download_document(id: int) -> Response:  # noqa: A002  the name in the address
    """404 also while the document is still being drawn."""
    document = DOCUMENTS.get(db.session(), id, bearer_now().user)
    if document.file is None:
        raise NotFound
    return send_stored(document.file, f"{DOCUMENT_LABELS[document.kind]} {document.number or document.id}")


@enter(PAYMENTS.thing.readers, PAYMENTS.thing.scope("read"))
@blueprint.doc(**_about("download_payment_proof", N_("Unduh bukti pembayaran"), PAYMENTS.thing))
def download_proof(id: int) -> Response:  # noqa: A002  the name in the address
    payment = PAYMENTS.get(db.session(), id, bearer_now().user)
    if payment.proof_file is None:
        raise NotFound
    return send_stored(payment.proof_file, f"bukti {payment.id}")


blueprint.mount(f"/documents/{RECORD}/file", download_document, tag="documents")
blueprint.mount(f"/payments/{RECORD}/proof", download_proof, tag="payments")
