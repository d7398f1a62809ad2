"""Papers are numbered, drawn once, kept, and can be verified by anybody."""

import io
import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.core.ids import sha256
from app.gate.storage import keep, storage
from app.jobs import papers as papers_job
from app.jobs.papers import render_papers
from app.jobs.papers_drawing import draw_paper, printable
from app.jobs.papers_kinds import RENDERERS
from app.models.document import Document, DocumentKind, StoredFile
from integrations.storage import Missing
from tests.factories import (
    NOW,
    make_assignment,
    make_company,
    make_cs,
    make_customer,
    make_site,
    make_technician,
    make_visit,
)
from tests.papers.pictures import photo
from tests.support.logins import log_in
from workflows.papers import issue_document, keep_file, withdraw_document
from workflows.visits import make_assignment_letter, make_delivery_note


@pytest.fixture
def visit(session: Session):
    make_company(session, address="Jl. Soekarno-Hatta 512", npwp="0012345678901000", signer_name="Hj. Lestari, S.T.")
    agus = make_customer(session, "Pak Agus")
    visit = make_visit(
        session, customer=agus, site=make_site(session, agus), quota=1, problem="AC bocor <3 & berisik 🙂"
    )
    make_assignment(session, visit, make_technician(session, "Budi Santoso"))
    return visit


def make_letter(session: Session, visit, now: datetime = NOW) -> Document:
    return make_assignment_letter(
        session, visit_id=visit.id, actor=make_cs(session), now=now, vehicle="D 1234 AB", tools=""
    )


def render(app: Flask, session: Session) -> None:
    session.commit()
    with app.app_context():
        render_papers()
    session.expire_all()


def content_of(app: Flask, document: Document) -> bytes:
    with app.app_context(), storage().open(document.file.storage_key) as file:
        return file.read()


def words_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_numbers_run_on_within_a_year_and_kind(session: Session, visit) -> None:
    now = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23.59 WIB
    numbers = [make_letter(session, visit, now).number for _ in range(2)]
    numbers.append(make_letter(session, visit, datetime(2026, 12, 31, 17, 0, tzinfo=UTC)).number)
    assert numbers == ["ST/2026/XII/0001", "ST/2026/XII/0002", "ST/2027/I/0001"]


def test_a_new_letter_withdraws_the_one_before(session: Session, visit) -> None:
    first = make_letter(session, visit)
    second = make_letter(session, visit)
    session.refresh(first)
    assert first.withdrawn_at == NOW
    assert second.withdrawn_at is None


def test_a_letter_says_who_goes_where_and_is_kept_with_its_hash(app: Flask, session: Session, visit) -> None:
    letter = make_letter(session, visit)
    render(app, session)
    content = content_of(app, letter)
    words = words_of(content)
    assert letter.file.sha256 == sha256(content)
    for part in (
        "SURAT TUGAS",
        "ST/2026/XI/0001",
        "Budi Santoso",
        "Pak Agus",
        "AC bocor <3 & berisik",
        "01.234.567.8-901.000",
    ):
        assert part in words
    assert "Minggu, 22 November 2026 pukul 09.00 WIB" in words


def test_the_same_facts_give_the_same_bytes_and_a_paper_is_drawn_once(app: Flask, session: Session, visit) -> None:
    letter = make_letter(session, visit)
    render(app, session)
    file_id = letter.file_id
    with app.app_context():
        renderer = RENDERERS[letter.kind]
        again = draw_paper(session, letter, renderer.template, renderer.facts(session, letter))
    assert sha256(again) == letter.file.sha256
    visit.planned_start = visit.planned_start.replace(hour=7)
    render(app, session)
    assert letter.file_id == file_id


def test_a_long_delivery_note_goes_on_to_further_pages(app: Flask, session: Session, visit) -> None:
    goods = "\n".join(f"Barang {number} | {number} | unit" for number in range(1, 61))
    cs = make_cs(session)
    note = make_delivery_note(
        session, visit_id=visit.id, actor=cs, now=NOW, goods=goods, vehicle="", driver="Budi", order_number="PO-7"
    )
    render(app, session)
    reader = PdfReader(io.BytesIO(content_of(app, note)))
    assert len(reader.pages) > 1
    assert "Nama barang" in reader.pages[1].extract_text()
    assert "Barang 60" in words_of(content_of(app, note))


def test_the_logo_stands_on_the_letterhead(app: Flask, session: Session, visit) -> None:
    company = make_company(session)
    with app.app_context():
        company.logo_file_id = keep_file(session, keep(photo((200, 80)), "image/jpeg"), actor=None).id
    letter = make_letter(session, visit)
    render(app, session)
    assert len(PdfReader(io.BytesIO(content_of(app, letter))).pages[0].images) == 2  # logo and QR code


def test_a_paper_that_cannot_be_drawn_is_seen_and_holds_up_no_other(
    app: Flask, session: Session, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = issue_document(
        session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit.id, actor=None, now=NOW, facts={"team": 7}
    )
    other = make_visit(session, quota=1)
    make_assignment(session, other, make_technician(session, "Sari"))
    fine = make_letter(session, other)
    render(app, session)
    assert broken.file_id is None
    assert broken.render_tries == 1
    assert "TypeError" in broken.render_error
    assert fine.file_id is not None
    broken.facts = {"team": []}
    render(app, session)
    assert broken.file_id is not None
    assert broken.render_error == ""


def test_what_is_rendered_may_have_a_consequence(
    app: Flask, session: Session, visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []
    monkeypatch.setitem(
        papers_job.RENDERED, DocumentKind.ASSIGNMENT_LETTER, lambda _s, paper, _now: seen.append(paper.id)
    )
    letter = make_letter(session, visit)
    render(app, session)
    render(app, session)
    assert seen == [letter.id]


def test_what_helvetica_cannot_print_is_left_out_or_made_plain() -> None:
    assert printable("Rp1.000 – “baik” 🙂 ŝ ✓") == "Rp1.000 – “baik”  s "


# --- the page behind the QR code ---


def test_anybody_can_verify_a_paper_but_learns_nothing_of_the_customer(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    letter = make_letter(session, visit)
    render(app, session)
    page = client.get(f"/v/{letter.verify_token}")
    text = page.get_data(as_text=True)
    assert page.status_code == 200
    assert "Dokumen asli" in text
    assert letter.number in text
    assert "<dd>PT Sejuk Sentosa" in text
    assert letter.file.sha256 in text
    assert "Pak Agus" not in text
    assert "Budi" not in text


def test_a_withdrawn_paper_is_ours_but_no_longer_in_force(session: Session, client: FlaskClient, visit) -> None:
    letter = make_letter(session, visit)
    withdraw_document(session, document_id=letter.id, actor=None, now=NOW)
    assert "tidak berlaku lagi" in client.get(f"/v/{letter.verify_token}").get_data(as_text=True)


@pytest.mark.parametrize("token", ["x", "A" * 500, "%00", "%F0%9F%98%80", "..%2F..%2Fetc"])
def test_an_unknown_code_is_said_to_be_unknown(client: FlaskClient, token: str) -> None:
    assert client.get(f"/v/{token}").status_code == 404


# --- downloads ---


def test_who_is_on_the_visit_opens_its_papers_and_nobody_else(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    letter = make_letter(session, visit)
    render(app, session)
    address = f"/technician/documents/{letter.id}"
    log_in(client, visit.assignments[0].technician)
    first = client.get(address)
    assert first.status_code == 200
    assert first.headers["Content-Type"] == "application/pdf"
    assert first.headers["X-Content-Type-Options"] == "nosniff"
    assert first.headers["ETag"] == f'"{letter.file.sha256}"'
    assert client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    log_in(client, make_technician(session, "Sari"))
    assert client.get(address).status_code == 404


def test_the_desk_saves_a_paper_under_a_name_people_can_read(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    letter = make_letter(session, visit)
    render(app, session)
    log_in(client, make_cs(session))
    saved = client.get(f"/admin/visits/paper/{letter.id}?save=1")
    assert saved.headers["Content-Disposition"] == 'attachment; filename="Surat Tugas ST-2026-XI-0001.pdf"'
    assert client.get(f"/admin/visits/paper/{letter.id + 999}").status_code == 404


def test_a_stored_file_is_never_handed_out_as_something_that_runs(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    letter = make_letter(session, visit)
    with app.app_context():
        kept = keep(b"<script>alert(1)</script>", "text/html", "a.html")
    letter.file_id = keep_file(session, kept, actor=None).id
    log_in(client, make_cs(session))
    answer = client.get(f"/admin/visits/paper/{letter.id}")
    assert answer.headers["Content-Type"].startswith("application/octet-stream")
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_gone_from_the_storage_is_a_404_and_not_an_error(
    app: Flask, session: Session, client: FlaskClient, visit
) -> None:
    letter = make_letter(session, visit)
    stored = StoredFile(storage_key="aa/bb/" + "0" * 32, sha256="0" * 64, size=1, media_type="application/pdf")
    session.add(stored)
    session.flush()
    letter.file_id = stored.id
    log_in(client, make_cs(session))
    assert client.get(f"/admin/visits/paper/{letter.id}").status_code == 404


def test_keys_say_nothing_and_lead_nowhere_else(app: Flask) -> None:
    with app.app_context():
        key = keep(b"x", "image/jpeg").storage_key
        assert re.fullmatch(r"[0-9a-f]{2}/[0-9a-f]{2}/[0-9a-f]{32}", key)
        for stray in ("../../etc/passwd", "/etc/passwd", "aa/bb/../../x", ""):
            with pytest.raises(Missing):
                storage().open(stray)
