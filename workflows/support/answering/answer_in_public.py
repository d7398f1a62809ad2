"""Answer under the comment that the ticket came from."""

from datetime import datetime
from functools import partial

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.social.social import STANDING_COMMENT, SocialPost
from app.models.support.actions.in_public import NoComment
from app.models.support.ticket import SupportTicket
from app.policies.help_words.anonymise import holds_personal_data
from workflows.support.answering.answers import give_answer
from workflows.support.events import TicketAnsweredInPublic


def answer_in_public(
    session: Session, *, ticket_id: int, actor: User, text: str, now: datetime, seen: int | None = None
) -> SupportTicket:
    """Everybody reads it: what says how somebody is reached, where they live, or a document's number is refused."""
    if holds_personal_data(text):
        raise Invalid(
            N_("Balasan ini terbaca semua orang: hapus nomor telepon, e-mail, alamat, dan nomor dokumen."), field="text"
        )
    event = partial(_answered_event, session)
    return give_answer(session, "answer_public", ticket_id, actor, text, now, seen, event=event)


def _answered_event(session: Session, *, ticket_id: int, message_id: int) -> TicketAnsweredInPublic:
    """The newest comment is answered; what its author does afterwards does not change where the answer goes."""
    newest = select(func.max(SocialPost.id)).where(SocialPost.ticket_id == ticket_id, STANDING_COMMENT)
    post_id = session.scalar(newest)
    if post_id is None:  # taken back in this moment
        raise NoComment
    return TicketAnsweredInPublic(ticket_id=ticket_id, message_id=message_id, post_id=post_id)
