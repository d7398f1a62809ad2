"""The card of emergency contacts, drawn as a PDF whenever it changes."""

from flask_babel import force_locale
from sqlalchemy.orm import Session

from app.core.clock import utc_now
from app.http.files.storage import keep
from app.jobs.documents.drawing import Waiting, draw_waiting
from app.jobs.documents.page import company_page
from app.jobs.documents.pdf.drawer import PdfDrawer
from app.models.files.undrawn_file import DrawnKind
from workflows.documents import store_file
from workflows.on_call import Card, find_drawn_card, read_card, store_card


def draw_emergency_card() -> None:
    """RQ job: nothing while the PDF says what the list says."""
    draw_waiting(DrawnKind.EMERGENCY_CARD, _find, _draw)


def _find(session: Session) -> list[Waiting]:
    card, drawn = read_card(session), find_drawn_card(session)
    if not card.contacts or (drawn is not None and drawn.digest == card.digest):
        return []
    return [Waiting(1, "", card.digest)]


def _draw(session: Session, drawer: PdfDrawer, _one: Waiting) -> None:
    card = read_card(session)
    stored = store_file(
        session, keep(drawer.draw(card_page(session, card)), "application/pdf", "darurat.pdf"), actor=None
    )
    store_card(session, digest=card.digest, file_id=stored.id, now=utc_now())


def card_page(session: Session, card: Card) -> str:
    """The HTML; Indonesian whatever its reader speaks."""
    with force_locale("id"):
        return company_page(session, "emergency_card.html", contacts=card.contacts)
