"""The state of a document in words."""

from app.core.i18n import gettext
from app.models.files.document import Document
from app.presenters.status import Badge


def document_badge(document: Document) -> Badge:
    if document.withdrawn_at:
        return Badge(gettext("Tidak berlaku"), "neutral")
    if document.file_id is not None:
        return Badge(gettext("Siap"), "success")
    if document.render_error:
        return Badge(gettext("Belum dapat dibuat"), "danger")
    return Badge(gettext("Sedang dibuat"), "warning")


def waiting_sentence(document: Document) -> str:
    """Why there is no file yet; nothing says "is being made" when it is not."""
    if document.render_error:
        return gettext("Dokumen ini belum dapat dibuat. CS sudah diberi tahu dan akan mencobanya lagi.")
    return gettext("Dokumen ini sedang dibuat. Coba lagi sebentar lagi.")
