"""Documents are numbered, drawn once and kept."""

import io
from datetime import UTC, datetime

import pytest
from flask import Flask
from pypdf import PdfReader
from sqlalchemy.orm import Session

from app.core.identifiers import sha256
from app.http.files.storage import keep
from app.jobs.documents import render as render_job
from app.jobs.documents.page import page_of
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.jobs.documents.registry import RENDERERS
from app.models.files.document import DocumentKind
from tests.documents.drawing import content_of, make_letter, render
from tests.documents.pictures import photo
from tests.factories import (
    NOW,
    make_assignment,
    make_company,
    make_cs,
    make_technician,
    make_visit,
)
from workflows.documents import issue_document, store_file
from workflows.visits import make_delivery_note


def words_of(content: bytes) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_numbers_run_on_within_a_year_and_kind(session: Session, visit) -> None:
    now = datetime(2026, 12, 31, 16, 59, tzinfo=UTC)  # 23.59 WIB
    numbers = [make_letter(session, visit, now).number for _ in range(2)]
    numbers.append(make_letter(session, visit, datetime(2026, 12, 31, 17, 0, tzinfo=UTC)).number)
    assert numbers == ["ST/2026/XII/0001", "ST/2026/XII/0002", "ST/2027/I/0001"]


def test_a_new_message_withdraws_the_one_before(session: Session, visit) -> None:
    first = make_letter(session, visit)
    second = make_letter(session, visit)
    session.refresh(first)
    assert first.withdrawn_at == NOW
    assert second.withdrawn_at is None


def test_a_message_says_who_goes_where_and_is_kept_with_its_hash(app: Flask, session: Session, visit) -> None:
    delivery = make_letter(session, visit)
    render(app, session)
    content = content_of(app, delivery)
    words = words_of(content)
    assert delivery.file.sha256 == sha256(content)
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


def test_the_same_facts_give_the_same_bytes_and_a_document_is_drawn_once(app: Flask, session: Session, visit) -> None:
    delivery = make_letter(session, visit)
    render(app, session)
    file_id = delivery.file_id
    with app.app_context():
        renderer = RENDERERS[delivery.kind]
        with PdfDrawer() as drawer:
            again = drawer.draw(page_of(session, delivery, renderer.template, renderer.facts(session, delivery)))
    assert sha256(again) == delivery.file.sha256
    visit.planned_start = visit.planned_start.replace(hour=7)
    render(app, session)
    assert delivery.file_id == file_id


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
        company.logo_file_id = store_file(session, keep(photo((200, 80)), "image/jpeg"), actor=None).id
    delivery = make_letter(session, visit)
    render(app, session)
    assert len(PdfReader(io.BytesIO(content_of(app, delivery))).pages[0].images) == 2  # logo and QR code


def test_a_document_that_cannot_be_drawn_is_seen_and_holds_up_no_other(
    app: Flask,
    session: Session,
    visit,
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
        render_job.RENDERED, DocumentKind.ASSIGNMENT_LETTER, lambda _s, paper, _now: seen.append(paper.id)
    )
    delivery = make_letter(session, visit)
    render(app, session)
    render(app, session)
    assert seen == [delivery.id]
