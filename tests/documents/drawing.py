"""A letter, and what has been drawn of it."""

from datetime import datetime

from flask import Flask
from sqlalchemy.orm import Session

from app.http.files.storage import storage
from app.jobs.documents.render import render_documents
from app.models.files.document import Document
from tests.factories import NOW, make_cs
from workflows.visits import make_assignment_letter


def make_letter(session: Session, visit, now: datetime = NOW) -> Document:
    return make_assignment_letter(
        session, visit_id=visit.id, actor=make_cs(session), now=now, vehicle="D 1234 AB", tools=""
    )


def render(app: Flask, session: Session) -> None:
    session.commit()
    with app.app_context():
        render_documents()
    session.expire_all()


def content_of(app: Flask, document: Document) -> bytes:
    with app.app_context(), storage().open(document.file.storage_key) as file:
        return file.read()
