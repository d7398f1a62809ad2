"""A visit under way: Budi and Sari hold its two places, Dewi is at the desk."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app.models.accounts.user import User
from app.models.files.document import Document, DocumentKind, PhotoPhase, StoredFile
from app.models.visits.assignment import Assignment
from app.models.visits.visit import VisitTicket
from tests.factories import NOW, make_assignment, make_company, make_cs, make_technician, make_visit
from workflows.fieldwork import Fix, Stamp

AT_SITE = Fix(latitude=-6.914744, longitude=107.609810, accuracy_m=12.0)
FAR_AWAY = Fix(latitude=-6.924744, longitude=107.609810, accuracy_m=12.0)  # 1.1 km south
_keys = count(1)


def stamp(**given: Any) -> Stamp:
    """A check-in at the site, with a key of its own."""
    return Stamp(**{"client_key": f"key-{next(_keys):08d}", "fix": AT_SITE} | given)


@dataclass
class Scene:
    """The cast of one visit, planned from 09.00 to 17.00 WIB today; NOW is 10.00."""

    visit: VisitTicket
    budi: User
    sari: User
    dewi: User
    budis_place: Assignment
    saris_place: Assignment
    start: datetime


@pytest.fixture
def scene(app: Flask, session: Session) -> Scene:
    """Everything committed to the database of this test."""
    make_company(session)
    start = NOW - timedelta(hours=1)
    visit = make_visit(session, planned_start=start)
    budi, sari = make_technician(session, "Budi"), make_technician(session, "Sari")
    return Scene(
        visit=visit,
        budi=budi,
        sari=sari,
        dewi=make_cs(session),
        budis_place=make_assignment(session, visit, budi, claimed_at=start - timedelta(hours=2)),
        saris_place=make_assignment(session, visit, sari, claimed_at=start - timedelta(hours=2)),
        start=start,
    )


@pytest.fixture
def add_document(session: Session) -> Callable[..., Document]:
    """Return a function that puts a photo or document on a visit without going through an upload."""

    def add(visit: VisitTicket, kind: DocumentKind, phase: PhotoPhase | None = None) -> Document:
        number = next(_keys)
        file = StoredFile(storage_key=f"test/{number}", sha256=f"{number:064d}", size=1, media_type="image/jpeg")
        session.add(file)
        session.flush()
        paper = Document(kind=kind, visit_id=visit.id, phase=phase, file_id=file.id, issued_at=NOW)
        session.add(paper)
        session.flush()
        return paper

    return add
