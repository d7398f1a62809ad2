"""A report that a mail of ours did not arrive, or that its reader calls it spam."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.i18n import N_
from app.models.support.mail.mail import MailState, SupportMail
from app.models.support.ticket import SupportTicket
from workflows.outbox_events import emit
from workflows.support.events import TicketUndelivered
from workflows.support.mail.dead_addresses import note_failed

UNKNOWN = N_("Laporan tentang surel yang tidak kami kenal.")
SPAM = N_("Penerima melaporkan surel kami sebagai spam.")


@dataclass(frozen=True, slots=True)
class MailFailure:
    """What is said of one recipient. `is_final`: there is no such address."""

    recipient: str
    words: str
    is_final: bool = False


def note_bounce(
    session: Session, *, failed_id: str, mail_id: int | None, failures: Sequence[MailFailure], now: datetime
) -> dict[str, Any]:
    """The answer is marked as not arrived and its owner told; nothing is opened, answered or reopened.

    Reports are easily forged: only one that names a mail of ours counts, and only against that ticket's own address.
    """
    ours = _ours(session, failed_id, mail_id)
    if ours is None:
        return {"state": MailState.REPORTED, "reason": str(UNKNOWN)}
    if failures:
        first, is_news = failures[0], ours.failed_at is None
        ours.failed_at, ours.failure = ours.failed_at or now, first.words[:300]
        if is_news and ours.ticket_id is not None:
            _count(session, session.get_one(SupportTicket, ours.ticket_id), failures, now)
            emit(session, TicketUndelivered(ticket_id=ours.ticket_id, reason=first.words[:300]), now=now)
    reason = "; ".join(one.words for one in failures)[:200]
    return {"state": MailState.REPORTED, "ticket_id": ours.ticket_id, "reason": reason}


def note_complaint(session: Session, *, failed_id: str, mail_id: int | None, now: datetime) -> dict[str, Any]:
    """The address gets no more mails until somebody writes from there; as easily forged, it has to name one of ours."""
    ours = _ours(session, failed_id, mail_id)
    if ours is None or ours.ticket_id is None:
        return {"state": MailState.FILED, "reason": str(UNKNOWN)}
    email = session.get_one(SupportTicket, ours.ticket_id).requester_email
    if email and ours.failed_at is None:
        ours.failed_at, ours.failure = now, str(SPAM)
        note_failed(session, email=email, reason=str(SPAM), is_final=True, now=now)
        emit(session, TicketUndelivered(ticket_id=ours.ticket_id, reason=str(SPAM)), now=now)
    return {"state": MailState.REPORTED, "ticket_id": ours.ticket_id, "reason": str(SPAM)}


def _ours(session: Session, failed_id: str, mail_id: int | None) -> SupportMail | None:
    """By the address that the report came back to, else by the Message-ID that it carries."""
    same = SupportMail.id == mail_id if mail_id is not None else SupportMail.internet_id == failed_id
    if mail_id is None and not failed_id:
        return None
    return session.scalars(
        select(SupportMail).where(same, SupportMail.state == MailState.SENT).limit(1).with_for_update()
    ).one_or_none()


def _count(session: Session, ticket: SupportTicket, failures: Sequence[MailFailure], now: datetime) -> None:
    for one in failures:
        if one.recipient and one.recipient == ticket.requester_email:
            note_failed(session, email=one.recipient, reason=one.words, is_final=one.is_final, now=now)
