"""A document that cannot be drawn says so, waits on CS's work queue with its reason, and is tried again when they say so."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from app.core.errors import NotAllowed, NotAvailable
from app.models.company import Company
from app.models.files.document import Document, DocumentKind
from tests.documents.drawing import content_of, make_letter, render
from tests.documents.pictures import photo
from tests.factories import NOW, make_admin, make_cs, make_technician
from tests.support.people import sign_in, submit
from workflows.documents import attach_document, issue_document, retry_document
from workflows.documents.list_unrendered import MOST_TRIES
from workflows.visits import make_assignment_letter


@pytest.fixture
def broken(app: Flask, session: Session, visit) -> Document:
    """Its facts cannot be laid out; it was tried until nobody tries any more."""
    document = issue_document(
        session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit.id, actor=None, now=NOW, facts={"team": 7}
    )
    for _ in range(MOST_TRIES + 1):
        render(app, session)
    assert document.render_tries == MOST_TRIES
    return document


def test_it_stands_on_the_work_queue_with_its_reason_and_a_button(
    session: Session, client: FlaskClient, broken: Document, app: Flask
) -> None:
    sign_in(client, make_cs(session, "Dewi Antrean"))
    home = client.get("/admin/").text
    assert "Dokumen belum dapat dibuat" in home
    assert "TypeError" in home
    page = client.get(f"/admin/visits/details/?id={broken.visit_id}").text
    assert "Belum dapat dibuat" in page
    assert "Sedang dibuat" not in page
    broken.facts = {"team": []}
    session.commit()
    answer = submit(client, f"/admin/visits/details/?id={broken.visit_id}", to=f"/admin/visits/paper/{broken.id}/retry")
    assert answer.status_code == 302
    render(app, session)
    assert broken.file_id is not None


def test_trying_again_is_for_cs_and_only_for_what_failed(session: Session, visit, broken: Document) -> None:
    with pytest.raises(NotAllowed):
        retry_document(session, document_id=broken.id, actor=make_technician(session, "Tono"), now=NOW)
    retry_document(session, document_id=broken.id, actor=make_cs(session, "Sinta"), now=NOW)
    with pytest.raises(NotAvailable):
        retry_document(session, document_id=broken.id, actor=make_cs(session, "Sinti"), now=NOW)


def test_the_page_behind_the_code_does_not_say_it_is_being_made(client: FlaskClient, broken: Document) -> None:
    page = client.get(f"/v/{broken.verify_token}").text
    assert "belum dapat dibuat" in page
    assert "sedang dibuat" not in page


def test_a_signed_scan_keeps_the_message_in_force_and_belongs_to_it(session: Session, visit) -> None:
    delivery = make_letter(session, visit)
    first, second = (
        attach_document(
            session, kept_pdf(number), kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit.id, actor=None, now=NOW
        )
        for number in (1, 2)
    )
    for document in (delivery, first):
        session.refresh(document)
    assert delivery.withdrawn_at is None
    assert (first.scan_of_id, second.scan_of_id) == (delivery.id, delivery.id)
    assert first.withdrawn_at == NOW
    make_assignment_letter(session, visit_id=visit.id, actor=make_cs(session, "Sinta"), now=NOW, vehicle="", tools="")
    for document in (delivery, second):
        session.refresh(document)
        assert document.withdrawn_at == NOW


def kept_pdf(number: int):
    from app.core.files import StorageObject  # noqa: PLC0415

    return StorageObject(f"aa/bb/{number:032x}", f"{number:064x}", 10, "application/pdf", "pindai.pdf")


def test_logo_and_stamp_are_uploaded_and_stand_in_the_next_message(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    sign_in(client, make_admin(session))
    stamp = io.BytesIO()
    Image.new("RGBA", (300, 300), (200, 0, 0, 120)).save(stamp, "PNG")
    for emblem, content in (("logo", photo((200, 80))), ("stamp", stamp.getvalue())):
        sent = submit(
            client, "/admin/company/details/?id=1", to=f"/admin/company/emblem/{emblem}",
            picture=(io.BytesIO(content), "x.png"),
        )  # fmt: skip
        assert sent.status_code == 302
        shown = client.get(f"/admin/company/emblem/{emblem}")
        assert shown.mimetype == "image/png"
    session.expire_all()
    assert session.get_one(Company, 1).stamp_file_id is not None
    delivery = make_letter(session, visit)
    render(app, session)
    content = content_of(app, delivery)
    assert content.count(b"/Subtype /Image") >= 3  # logo, stamp, QR code
    submit(client, "/admin/company/details/?id=1", to="/admin/company/emblem/stamp", remove="1")
    session.expire_all()
    assert session.get_one(Company, 1).stamp_file_id is None


def test_goods_are_typed_into_a_table(session: Session, client: FlaskClient, visit) -> None:
    sign_in(client, make_cs(session))
    path = f"/admin/visits/{visit.id}/make_note"
    page = client.get(path).text
    assert 'name="goods-0-name"' in page
    typed = {"goods-0-name": "Freon R32", "goods-0-quantity": "2", "goods-0-unit": "kg", "goods": "3 pcs baut M8\n"}
    assert submit(client, path, **typed).status_code == 302
    note = session.query(Document).filter_by(kind=DocumentKind.DELIVERY_NOTE).one()
    assert [(one["name"], one["quantity"], one["unit"]) for one in note.facts["goods"]] == [
        ("Freon R32", "2", "kg"),
        ("baut M8", "3", "pcs"),
    ]


def test_what_was_typed_stays_in_the_table_after_a_refusal(session: Session, client: FlaskClient, visit) -> None:
    sign_in(client, make_cs(session))
    path = f"/admin/visits/{visit.id}/make_note"
    typed = {"goods-0-name": "Freon R32", "goods-0-quantity": "banyak", "goods-0-unit": "kg"}
    refused = submit(client, path, **typed)
    assert refused.status_code == 422
    assert 'value="banyak"' in refused.text
