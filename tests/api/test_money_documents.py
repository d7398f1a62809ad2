"""A technician may not read invoice and receipt documents, not even of a visit they worked on."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.files import StorageObject
from app.core.identifiers import new_token, sha256
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind
from tests.factories import NOW
from tests.invoices.conftest import make_firm, send
from tests.support.people import sign_in
from workflows.documents import issue_document, store_file
from workflows.payments import record_payment


@pytest.fixture
def issued(session: Session) -> dict[str, Document]:
    """The documents of a paid visit: invoice, receipt and the technicians' assignment letter, all drawn."""
    firm = make_firm(session)
    session.flush()
    invoice = send(session, firm)
    record_payment(
        session, invoice_id=invoice.id, actor=firm.dewi, amount_idr=invoice.total_idr, paid_on=NOW.date(), now=NOW
    )
    issue_document(session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=firm.visit.id, actor=firm.dewi, now=NOW)
    for document in session.scalars(select(Document)):
        kept = StorageObject(new_token(), sha256(str(document.id)), 4, "application/pdf", "x.pdf")
        document.file_id = document.file_id or store_file(session, kept, actor=None).id
    session.commit()
    return {str(document.kind): document for document in session.scalars(select(Document))}


@pytest.fixture
def budi(session: Session, issued) -> User:
    return session.scalars(select(User).where(User.name == "Budi")).one()


@pytest.mark.parametrize("kind", ["INVOICE", "RECEIPT"])
def test_a_technician_may_not_read_invoice_and_receipt_documents(
    program, client: FlaskClient, issued: dict[str, Document], budi: User, kind: str
) -> None:
    document = issued[kind]
    theirs = program(budi)
    assert theirs.get(f"/documents/{document.id}").status_code == 404
    assert theirs.get(f"/documents/{document.id}/file").status_code == 404
    sign_in(client, budi)
    assert client.get(f"/technician/documents/{document.id}").status_code == 404
    assert client.get(f"/admin/visits/paper/{document.id}").status_code in {403, 404}


def test_what_a_technician_lists_is_the_work_and_never_the_money(
    program, issued: dict[str, Document], budi: User
) -> None:
    listed = program(budi).get("/documents?limit=100").json["items"]
    assert {row["kind"] for row in listed} == {"ASSIGNMENT_LETTER"}
