"""A released technician sees nothing of the visit or its documents any more, by page, file, list or API."""

from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind, StoredFile
from app.models.visits.visit import VisitTicket
from app.policies.visibility import documents_visible_to, visits_visible_to
from tests.api.conftest import Program, key_of
from tests.factories import make_assignment, make_company, make_cs, make_technician, make_visit
from tests.support.logins import log_in
from workflows.teams import release_technician

PROBLEM = "Pipa kamar mandi bocor"


@pytest.fixture
def scene(session: Session) -> tuple[VisitTicket, User, Document]:
    """Budi on a visit with a Surat Tugas."""
    make_company(session)
    visit, budi = make_visit(session, quota=2, problem=PROBLEM), make_technician(session, "Budi")
    make_assignment(session, visit, budi)
    stored = StoredFile(storage_key="k" * 32, media_type="application/pdf", size=4, sha256="0" * 64)
    session.add(stored)
    session.flush()
    paper = Document(
        kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit.id, number="ST-1", file_id=stored.id, issued_at=utc_now()
    )
    session.add(paper)
    session.flush()
    return visit, budi, paper


def release(session: Session, visit: VisitTicket, technician: User) -> None:
    facts = {"actor": make_cs(session), "now": utc_now(), "reason": "DISMISSED"}
    release_technician(session, visit_id=visit.id, technician_id=technician.id, **facts)
    session.commit()


def test_the_conditions_let_through_nothing(session: Session, scene: Any) -> None:
    visit, budi, _document = scene
    seen = (
        select(VisitTicket.id).where(visits_visible_to(budi)),
        select(Document.id).where(documents_visible_to(budi)),
    )
    assert [len(session.scalars(query).all()) for query in seen] == [1, 1]
    release(session, visit, budi)
    assert [session.scalars(query).all() for query in seen] == [[], []]


def test_pages_and_files_are_not_found(session: Session, client: FlaskClient, scene: Any) -> None:
    visit, budi, paper = scene
    log_in(client, budi)
    assert PROBLEM in client.get(f"/technician/visits/{visit.id}").get_data(as_text=True)
    release(session, visit, budi)
    for path in (
        f"/technician/visits/{visit.id}",
        f"/technician/visits/{visit.id}/bast",
        f"/technician/documents/{paper.id}",
        f"/technician/pool/{visit.id}",
        "/technician/",
        "/technician/pool",
    ):
        answer = client.get(path, follow_redirects=True)
        text = answer.get_data(as_text=True)
        assert PROBLEM not in text, path
        assert "ST-1" not in text, path
        assert answer.mimetype != "application/pdf", path


def test_the_api_knows_neither_visit_nor_document(session: Session, client: FlaskClient, scene: Any) -> None:
    visit, budi, paper = scene
    program = Program(client, key_of(session, budi))
    session.commit()
    assert program.get(f"/visits/{visit.id}").status_code == 200
    assert program.get(f"/documents/{paper.id}").status_code == 200
    release(session, visit, budi)
    assert program.get(f"/visits/{visit.id}").status_code == 404
    assert program.get(f"/documents/{paper.id}").status_code == 404
    assert program.get("/visits").get_json()["items"] == []
    assert program.get("/documents").get_json()["items"] == []
    assert program.get("/pool").get_json()["items"] == []
