"""The page of one document, ready to be drawn: the same facts give the same page."""

from typing import Any

from flask import current_app
from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.core.clock import DEFAULT_ZONE
from app.http.files.storage import storage
from app.jobs.documents.pdf.data_uri import data_uri
from app.jobs.documents.pdf.fonts import font_css
from app.jobs.documents.pdf.printable_text import documents_environment
from app.models.company import Company
from app.models.files.document import Document, StoredFile
from app.presenters.qr import qr_png


def page_of(session: Session, document: Document, template: str, facts: dict[str, Any]) -> str:
    """The HTML of `templates/documents/<template>`; documents are Indonesian whatever their reader speaks."""
    address = f"{current_app.config['SETTINGS'].public_url.rstrip('/')}/v/{document.verify_token}"
    with force_locale("id"):
        return company_page(
            session, template, document=document, qr=qr_png(address, scale=6, border=1), verify_url=address, **facts
        )


def company_page(session: Session, template: str, **facts: Any) -> str:
    """The same without a document row: under the company's head, in the language at work."""
    company = session.get(Company, 1) or Company(id=1, name="Sigap", time_zone=DEFAULT_ZONE)
    return (
        documents_environment(current_app)
        .get_template(f"documents/{template}")
        .render(
            company=company,
            font_css=Markup(font_css()),  # noqa: S704  our own rules
            logo=picture(session, company.logo_file_id),
            stamp=picture(session, company.stamp_file_id),
            **facts,
        )
    )


def picture(session: Session, file_id: int | None) -> str | None:
    """A stored picture as data: URI."""
    stored = session.get(StoredFile, file_id) if file_id else None
    if stored is None:
        return None
    with storage().open(stored.storage_key) as file:
        return data_uri(file.read(), stored.media_type)
