"""The readiness of a release as it was approved, drawn as a PDF once and kept."""

from typing import Any

from flask_babel import force_locale
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.http.files.storage import keep
from app.jobs.documents.drawing import Waiting, draw_waiting
from app.jobs.documents.page import company_page
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.models.files.undrawn_file import DrawnKind
from app.models.releases.evidence_words import words_of_line
from app.models.releases.readiness import CHECKLIST_LABELS, Checklist
from app.models.releases.release import RISK_LABELS, Release
from app.presenters.checklist_lines import line_label
from workflows.documents import store_file
from workflows.releases.readiness import list_approvals, list_undrawn, store_readiness


def draw_readiness() -> None:
    """RQ job: what was approved and has no PDF yet."""
    draw_waiting(DrawnKind.READINESS, _find, _draw)


def _find(session: Session) -> list[Waiting]:
    return [Waiting(release.id, str(release), release.frozen_sha256) for release in list_undrawn(session)]


def readiness_page(session: Session, release: Release) -> str:
    """The HTML: Indonesian, then English, since one file with one digest goes to every receiver."""
    words = [_words(session, release, locale) for locale in ("id", "en")]
    with force_locale("id"):
        return company_page(session, "readiness.html", release=release, in_each_language=words)


def _words(session: Session, release: Release, locale: str) -> Markup:
    with force_locale(locale):
        html = company_page(
            session,
            "_readiness_words.html",
            release=release,
            risk=RISK_LABELS[release.risk],
            groups=_groups(release.frozen or []),
            approvals=list_approvals(session, release.id),
            line_label=line_label,
            line_words=words_of_line,
        )
    return Markup(html)  # noqa: S704  our own page


def _draw(session: Session, drawer: PdfDrawer, one: Waiting) -> None:
    release = session.get_one(Release, one.subject_id)
    content = drawer.draw(readiness_page(session, release))
    stored = store_file(session, keep(content, "application/pdf", f"kesiapan-{release}.pdf"), actor=None)
    store_readiness(session, release_id=release.id, digest=one.digest, file_id=stored.id)


def _groups(lines: list[dict[str, Any]]) -> list[tuple[str, list[dict[str, Any]]]]:
    """In the order of the checklists, each with its lines."""
    found = [(CHECKLIST_LABELS[kind], [one for one in lines if one["checklist"] == kind]) for kind in Checklist]
    return [(str(label), rows) for label, rows in found if rows]
