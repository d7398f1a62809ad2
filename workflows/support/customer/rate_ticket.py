"""How content a customer is with a resolution: one survey for each, changeable for three days."""

from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app.core.errors import DomainError, Invalid, NotAvailable
from app.core.i18n import N_
from app.core.text.cleaning import clear
from app.models.support.messages import SupportSurvey
from app.models.support.ticket import OWN_SOURCES, SupportTicket
from app.models.support.ticket_steps import SOLVED
from workflows.outbox_events import emit
from workflows.support.events import TicketRatedLow
from workflows.transitions import note

REMINDED_AFTER = timedelta(days=2)
CHANGEABLE = timedelta(hours=72)  # after the first answer
LONGEST_COMMENT = 2000
LOWEST, LOW, HIGHEST = 1, 2, 5


class SurveyTooLate(DomainError):
    code = "survey_too_late"
    status = 410
    sentence = N_("Penilaian Anda sudah kami terima dan tidak dapat diubah lagi. Terima kasih.")


def ask_for_rating(session: Session, ticket: SupportTicket, *, now: datetime) -> None:
    """A new survey for this resolution, with one reminder; not for a ticket that nobody outside has asked for.

    Whom nobody can write to, such as a visitor of the chat, is asked on the ticket's page alone.
    """
    if ticket.is_known or ticket.source not in OWN_SOURCES:
        remind_at = now + REMINDED_AFTER if ticket.is_known else None
        asked = {"ticket_id": ticket.id, "agent_id": ticket.assignee_id, "remind_at": remind_at}
        session.add(SupportSurvey(**asked, created_at=now))
        session.flush()


def find_open_survey(session: Session, *, ticket_id: int, now: datetime) -> SupportSurvey | None:
    """The newest one while the ticket is resolved and its answer may still change."""
    newest = select(SupportSurvey).where(SupportSurvey.ticket_id == ticket_id).order_by(SupportSurvey.id.desc())
    survey = session.scalars(newest.limit(1).execution_options(populate_existing=True)).one_or_none()
    status = session.scalar(select(SupportTicket.status).where(SupportTicket.id == ticket_id))
    if survey is None or status not in SOLVED or not _may_change(survey, now):
        return None
    return survey


def rate_ticket(session: Session, *, ticket_id: int, score: int, comment: str, now: datetime) -> SupportSurvey:
    """Raises SurveyTooLate three days after the first answer, NotAvailable while nothing is resolved."""
    if not LOWEST <= score <= HIGHEST:
        raise Invalid(N_("Pilih nilai 1 sampai 5."), field="score")
    ticket = session.get_one(SupportTicket, ticket_id, with_for_update={"of": SupportTicket}, populate_existing=True)
    newest = select(SupportSurvey).where(SupportSurvey.ticket_id == ticket_id).order_by(SupportSurvey.id.desc())
    survey = session.scalars(newest.limit(1).with_for_update().execution_options(populate_existing=True)).one_or_none()
    if survey is None or ticket.status not in SOLVED:
        raise NotAvailable(N_("Tiket ini belum selesai; penilaian dibuka setelahnya."))
    if not _may_change(survey, now):
        raise SurveyTooLate
    survey.score, survey.comment = score, clear(comment).strip()[:LONGEST_COMMENT]
    survey.rated_at, survey.remind_at = survey.rated_at or now, None
    session.flush()
    note(session, "support_tickets", ticket_id, "rated", actor=None, now=now, score=score)
    _notify_lead(session, ticket, score, now)
    return survey


def _notify_lead(session: Session, ticket: SupportTicket, score: int, now: datetime) -> None:
    """1 and 2 wait for somebody who follows them up; a better one in time takes that back."""
    is_low = score <= LOW
    if is_low and ticket.low_rated_at is None:
        emit(session, TicketRatedLow(ticket_id=ticket.id, score=score), now=now)
    marked = update(SupportTicket).where(SupportTicket.id == ticket.id)
    marked = marked.values(low_rated_at=func.coalesce(SupportTicket.low_rated_at, now) if is_low else None)
    session.execute(marked.execution_options(noted=True))


def _may_change(survey: SupportSurvey, now: datetime) -> bool:
    return survey.rated_at is None or now <= survey.rated_at + CHANGEABLE
