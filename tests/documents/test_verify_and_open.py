"""Documents can be verified by anybody and opened by those they concern."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.http.files.storage import keep, storage
from app.models.files.document import StoredFile
from integrations.storage import Missing
from tests.documents.drawing import make_letter, render
from tests.factories import (
    NOW,
    make_cs,
    make_technician,
)
from tests.support.logins import log_in
from workflows.documents import store_file, withdraw_document


def test_anybody_can_verify_a_document_but_learns_nothing_of_the_customer(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    delivery = make_letter(session, visit)
    render(app, session)
    page = client.get(f"/v/{delivery.verify_token}")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "Dokumen asli" in text
    assert delivery.number in text
    assert "<dd>PT Sejuk Sentosa" in text
    assert delivery.file.sha256 in text
    assert "Pak Agus" not in text
    assert "Budi" not in text


def test_a_withdrawn_document_is_ours_but_no_longer_in_force(session: Session, client: FlaskClient, visit) -> None:
    delivery = make_letter(session, visit)
    withdraw_document(session, document_id=delivery.id, actor=None, now=NOW)
    assert "tidak berlaku lagi" in client.get(f"/v/{delivery.verify_token}").get_data(as_text=True)


@pytest.mark.parametrize("token", ["x", "A" * 500, "%00", "%F0%9F%98%80", "..%2F..%2Fetc"])
def test_an_unknown_code_is_said_to_be_unknown(client: FlaskClient, token: str) -> None:
    assert client.get(f"/v/{token}").status_code == 404


# --- downloads ---


def test_who_is_on_the_visit_opens_its_documents_and_nobody_else(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    delivery = make_letter(session, visit)
    render(app, session)
    address = f"/technician/documents/{delivery.id}"
    log_in(client, visit.assignments[0].technician)
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["ETag"] == f'"{delivery.file.sha256}"'
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    log_in(client, make_technician(session, "Sari"))
    assert client.get(address).status_code == 404


def test_the_desk_saves_a_document_under_a_name_people_can_read(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    delivery = make_letter(session, visit)
    render(app, session)
    log_in(client, make_cs(session))
    saved = client.get(f"/admin/visits/paper/{delivery.id}?save=1")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="Surat Tugas ST-2026-XI-0001.pdf"'
    assert client.get(f"/admin/visits/paper/{delivery.id + 999}").status_code == 404


def test_a_stored_file_is_never_handed_out_as_something_that_runs(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    delivery = make_letter(session, visit)
    with app.app_context():
        kept = keep(b"<script>alert(1)</script>", "text/html", "a.html")
    delivery.file_id = store_file(session, kept, actor=None).id
    log_in(client, make_cs(session))
    answer = client.get(f"/admin/visits/paper/{delivery.id}")
    assert answer.headers["Content-Type"].startswith("application/octet-stream")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_gone_from_the_storage_is_a_404_and_not_an_error(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    delivery = make_letter(session, visit)
    stored = StoredFile(storage_key="aa/bb/" + "0" * 32, sha256="0" * 64, size=1, media_type="application/pdf")
    session.add(stored)
    session.flush()
    delivery.file_id = stored.id
    log_in(client, make_cs(session))
    assert client.get(f"/admin/visits/paper/{delivery.id}").status_code == 404


def test_keys_say_nothing_and_lead_nowhere_else(app: Flask) -> None:
    with app.app_context():
        key = keep(b"x", "image/jpeg").storage_key
        assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}", key)
        for stray in ("../../etc/passwd", "/etc/passwd", "aa/bb/../../x", ""):
            with pytest.raises(Missing):
                storage().open(stray)
