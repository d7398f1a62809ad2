"""Turning issued documents into PDFs: once, in a worker, stored; served from the storage ever after."""

import time

import structlog
from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.core.db import transaction
from app.http.files.storage import keep
from app.jobs.documents.failures import is_storage_away, reason_of
from app.jobs.documents.page import page_of
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.jobs.documents.registry import RENDERED, RENDERERS
from app.jobs.outbox.wake_up import begin_sweep, wake_again
from app.models.files.document import Document
from workflows.documents import list_unrendered, mark_rendered, mark_unrendered, store_file

THIS = "app.jobs.documents.render.render_documents"
LONGEST_RUN = 20.0  # seconds; then whoever waits in the same queue gets a turn

log = structlog.get_logger()


def render_documents() -> None:
    """RQ job: render what waits. A document that fails is noted, passed over, and tried again by the next sweep."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]  # noqa: SLF001
    begin_sweep(app, THIS)
    failed: set[int] = set()
    end = time.monotonic() + LONGEST_RUN
    with PdfDrawer() as drawer:
        while _render_next(drawer, failed):
            if time.monotonic() > end:
                wake_again(app, THIS)
                return


def _render_next(drawer: PdfDrawer, failed: set[int]) -> bool:
    """False when nothing waits or the storage is away; adds a document that could not be drawn to `failed`."""
    document_id = None
    try:
        with transaction() as session:
            waiting = list_unrendered(session, kinds=RENDERERS.keys(), besides=failed)
            if not waiting:
                return False
            document_id = waiting[0].id
            _render(session, waiting[0], drawer)
    except Exception as problem:
        if document_id is None:
            raise
        failed.add(document_id)
        log.exception("document.not_rendered", document_id=document_id)
        away = is_storage_away(problem)
        with transaction() as session:
            mark_unrendered(session, document_id=document_id, error=reason_of(problem), counts=not away)
        return not away
    return True


def _render(session: Session, document: Document, drawer: PdfDrawer) -> None:
    renderer = RENDERERS[document.kind]
    content = drawer.draw(page_of(session, document, renderer.template, renderer.facts(session, document)))
    name = f"{(document.number or document.kind).replace('/', '-')}.pdf"
    stored = store_file(session, keep(content, "application/pdf", name), actor=None)
    mark_rendered(session, document=document, stored=stored)
    if document.kind in RENDERED:
        RENDERED[document.kind](session, document, utc_now())
