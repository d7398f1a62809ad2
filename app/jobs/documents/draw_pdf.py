"""One paper as PDF bytes: the same facts give the same bytes."""

import base64
import io
import unicodedata
from pathlib import Path
from typing import Any

import segno
from flask import current_app, render_template
from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.http.files.storage import storage
from app.models.company import Company
from app.models.document import Document, StoredFile


class DrawingFailed(Exception):
    """xhtml2pdf gave up on this page."""


def draw_document(session: Session, document: Document, template: str, facts: dict[str, Any]) -> bytes:
    """The PDF of `templates/documents/<template>`; papers are Indonesian whatever their reader speaks."""
    company = session.get(Company, 1) or Company(id=1, name="Sigap", time_zone="Asia/Jakarta")
    address = f"{current_app.config['SETTINGS'].public_url.rstrip('/')}/v/{document.verify_token}"
    with force_locale("id"):
        page = render_template(
            f"documents/{template}",
            document=document,
            company=company,
            logo=_logo(session, company),
            qr=qr_code(address),
            verify_url=address,
            **facts,
        )
    return pdf_of(printable(page))


def pdf_of(page: str) -> bytes:
    """Needs no network and no file outside the templates' folder; raises DrawingFailed."""
    from reportlab import rl_config  # noqa: PLC0415  heavy: only the worker draws
    from xhtml2pdf import pisa  # noqa: PLC0415
    from xhtml2pdf.config.resources import ResourceAccessPolicy  # noqa: PLC0415

    rl_config.invariant = 1  # no clock and no random id in the file
    folder = Path(current_app.root_path).parent / "templates" / "documents"
    policy = ResourceAccessPolicy.server(base_dir=folder, allow_remote=False)
    out = io.BytesIO()
    status = pisa.CreatePDF(page, dest=out, encoding="utf-8", resource_policy=policy)
    if status.err:
        raise DrawingFailed(str(status.log)[:300])
    return out.getvalue()


def printable(text: str) -> str:
    """What the core Helvetica of every PDF reader can print: Latin letters and dashes; emoji are left out."""
    return "".join(_fit(mark) for mark in text)


def _fit(mark: str) -> str:
    try:
        mark.encode("cp1252")
    except UnicodeEncodeError:
        return unicodedata.normalize("NFKD", mark).encode("ascii", "ignore").decode()
    return mark


def qr_code(address: str) -> str:
    """A PNG as data: URI."""
    return segno.make(address, error="m").png_data_uri(scale=6, border=1)


def _logo(session: Session, company: Company) -> str | None:
    stored = session.get(StoredFile, company.logo_file_id) if company.logo_file_id else None
    if stored is None:
        return None
    with storage().open(stored.storage_key) as file:
        return f"data:{stored.media_type};base64,{base64.b64encode(file.read()).decode()}"
