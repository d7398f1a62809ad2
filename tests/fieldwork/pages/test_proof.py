"""Photos, signature and BAST from the phone's pages."""

import base64
import io
from datetime import datetime, timedelta

from PIL import Image, ImageDraw
from pypdf import PdfReader
from sqlalchemy import select

from app.core.clock import utc_now
from app.jobs.documents.render import render_documents
from app.models.files.document import Document, DocumentKind
from tests.factories import make_technician
from tests.fieldwork.pages.phone import AT_SITE, JSON, picture, post
from tests.support.people import sign_in


def test_photos_are_kept_once_per_key_and_shown_to_the_team_only(app, phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    path = f"/technician/visits/{visit.id}/photos"
    for _ in range(2):
        sent = post(phone, path, key="photo-0000001", headers=JSON, phase="BEFORE", photo=(picture(), "a.jpg"))
        assert sent.status_code == 200
    paper = session.scalars(select(Document)).one()
    shown = phone.get(f"/technician/documents/{paper.id}")
    assert shown.mimetype == "image/jpeg"
    other = sign_in(app.test_client(), make_technician(session, "Tono"))
    assert other.get(f"/technician/documents/{paper.id}").status_code == 404


def test_a_text_file_is_no_photo(phone, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    junk = (io.BytesIO(b"<html>hello</html>"), "foto.jpg")
    path = f"/technician/visits/{visit.id}/photos"
    assert post(phone, path, key="photo-0000001", headers=JSON, phase="BEFORE", photo=junk).status_code == 422


def signature(drawn: bool, dip: int = 20) -> str:
    picture = Image.new("RGBA", (300, 120), (255, 255, 255, 255))
    if drawn:
        ImageDraw.Draw(picture).line([(10, 100), (150, dip), (290, 90)], fill=(16, 28, 58, 255), width=4)
    out = io.BytesIO()
    picture.save(out, "PNG")
    return "data:image/png;base64," + base64.b64encode(out.getvalue()).decode()


def test_the_customer_signs_on_the_screen_and_a_numbered_pdf_follows(app, phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    path = f"/technician/visits/{visit.id}/bast"
    fields = {"work_done": "Ganti kapasitor", "signer_name": "Pak Agus", "remarks": "", "signer_title": ""}
    empty = post(phone, path, key="bast-0000001", signature=signature(drawn=False), **fields)
    assert (empty.status_code, "masih kosong" in empty.text) == (422, True)
    signed = post(phone, path, key="bast-0000001", signature=signature(drawn=True), **fields)
    assert signed.status_code == 303
    with app.app_context():
        render_documents()
    session.expire_all()
    paper = session.scalars(select(Document).where(Document.kind == DocumentKind.HANDOVER_REPORT)).one()
    assert paper.number.startswith("BAST/")
    assert paper.render_error == ""
    assert phone.get(f"/technician/documents/{paper.id}").data.startswith(b"%PDF-")
    both = {**fields, "signature": signature(drawn=True), "technician_signature": signature(drawn=True, dip=60)}
    assert post(phone, path, key="bast-0000002", **both).status_code == 303
    with app.app_context():
        render_documents()
    session.expire_all()
    reports = select(Document).where(Document.kind == DocumentKind.HANDOVER_REPORT).order_by(Document.id)
    again = session.scalars(reports).all()[-1]
    assert again.facts["technician_signature_id"] != again.facts["signature_id"]
    assert again.render_error == ""
    drawn = phone.get(f"/technician/documents/{again.id}").data
    assert len(PdfReader(io.BytesIO(drawn)).pages[0].images) == 3, "two signatures and the QR code"
    empty = {**both, "technician_signature": signature(drawn=False)}
    assert post(phone, path, key="bast-0000003", **empty).status_code == 422


def test_a_bast_on_document_replaces_the_one_before(phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    path = f"/technician/visits/{visit.id}/bast/paper"
    for number in (1, 2):
        assert post(phone, path, key=f"paper-000000{number}", paper=(picture(), "bast.jpg")).status_code == 303
    issued = session.scalars(select(Document).order_by(Document.id)).all()
    assert [paper.withdrawn_at is None for paper in issued] == [False, True]


def test_the_customers_signature_arrives_later_with_the_time_of_signing(phone, session, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    signed_at, sent_at = utc_now() - timedelta(hours=5), utc_now() + timedelta(hours=1)  # a clock an hour ahead
    fields = {
        "work_done": "Ganti kapasitor",
        "signer_name": "Pak Agus",
        "signature": signature(drawn=True),
        "device_at": (signed_at + timedelta(hours=1)).isoformat(),
        "sent_at": sent_at.isoformat(),
        "offline": "1",
    }
    sent = post(phone, f"/technician/visits/{visit.id}/bast", key="bast-0000001", headers=JSON, **fields)
    assert (sent.status_code, sent.json["receipt"]) == (200, "bast-0000001")
    paper = session.scalars(select(Document).where(Document.kind == DocumentKind.HANDOVER_REPORT)).one()
    assert abs(datetime.fromisoformat(paper.facts["signed_at"]) - signed_at) < timedelta(seconds=30)
    assert paper.facts["work_done"] == "Ganti kapasitor"


def test_a_bast_from_the_queue_that_lacks_a_name_is_refused_with_a_sentence(phone, visit):
    post(phone, f"/technician/visits/{visit.id}/check-in", headers=JSON, **AT_SITE)
    fields = {"work_done": "x", "signer_name": "", "signature": signature(drawn=True)}
    sent = post(phone, f"/technician/visits/{visit.id}/bast", key="bast-0000001", headers=JSON, **fields)
    assert (sent.status_code, "Nama penerima" in sent.json["message"]) == (422, True)
