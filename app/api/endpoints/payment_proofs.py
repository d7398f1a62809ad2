"""A payment's proof that a customer sent another way than by the invoice's link."""

import hashlib
from typing import Any

from flask import Response
from sqlalchemy.orm import Session

from app.api.access.authentication import bearer_now
from app.api.access.idempotency import answer_once
from app.api.actions import act
from app.api.docs.openapi import multipart
from app.api.fields import LARGEST_IDR, Text
from app.api.request_body import load, one_file
from app.api.resources.invoices import INVOICES, PAYMENTS
from app.api.schemas import body_schema
from app.core.clock import utc_now
from app.core.i18n import N_
from app.core.money import LONGEST, read_rupiah
from app.http.files.uploads import receive_document
from app.policies.scopes import THINGS
from workflows.documents import store_file
from workflows.payments import add_proof

_PROOF = {
    "proof": {"type": "string", "format": "binary"},
    "amount_idr": {"type": ["integer", "string"], "minimum": 1, "maximum": LARGEST_IDR, "examples": [1_250_000]},
    "sender": {"type": "string", "maxLength": 300},
}


@act(
    "add_proof",
    N_("Unggah bukti pembayaran"),
    PAYMENTS.schema,
    status=201,
    thing=THINGS["invoices"],
    path="proofs",
    requestBody=multipart(_PROOF, ["proof"]),
)
def prove(id: int) -> Response:  # noqa: A002  the name in the address
    """On behalf of a customer who sent the picture another way."""
    user = bearer_now().user
    known = body_schema("ProofForm", amount_idr=Text(LONGEST), sender=Text(300, load_default=""))
    parsed = load(known, "form")
    upload = one_file("proof")

    def work(session: Session) -> tuple[int, dict[str, Any]]:
        INVOICES.get(session, id, user)
        source = hashlib.sha256(upload.stream.read() if upload else b"").hexdigest()
        if upload:
            upload.stream.seek(0)
        kept = receive_document(upload, field="proof")
        amount = read_rupiah(parsed["amount_idr"], field="amount_idr") if "amount_idr" in parsed else None
        payment = add_proof(
            session,
            invoice_id=id,
            file=store_file(session, kept, actor=user),
            source_sha256=source,
            amount_idr=amount,
            sender=parsed["sender"],
            now=utc_now(),
        )
        return 201, PAYMENTS.reread(session, payment.id, bearer_now().user)

    return answer_once(work)
