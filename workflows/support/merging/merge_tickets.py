"""Merge a ticket into another by reference."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.models.support.scheduled import ScheduleEnd
from app.models.support.ticket import Ending, SupportTicket, TicketKind
from app.models.support.ticket_flow import SUPPORT_FLOW
from app.models.support.ticket_steps import ENDED, RESOLVED
from app.policies.visibility import support_visible_to
from workflows.support.clocks import merge_clocks
from workflows.support.ending.reopen_support_ticket import reopen_support_ticket
from workflows.support.merging.find_root import is_same_requester, lock_root
from workflows.support.scheduling.end_schedule import end_schedule
from workflows.transitions import transition

YES = "YES"


def merge_tickets(
    session: Session,
    *,
    ticket_id: int,
    actor: User,
    into: str,
    now: datetime,
    other_customer: str | None = None,
) -> SupportTicket:
    """Nobody outside is told; a finished target is opened again, and answers for what the source has not.

    Raises Invalid for circles, other customers, and a security ticket that others would read by the target.
    """
    target = _locked_target(session, ticket_id, into, actor)
    _require_fitting(session.get_one(SupportTicket, ticket_id), target, other_customer)
    merged: SupportTicket = transition(
        session,
        SUPPORT_FLOW,
        ticket_id,
        "merge",
        actor=actor,
        now=now,
        merged_into_id=target.id,
        ending=Ending.MERGED,
        closed_at=now,
        close_at=None,
        remind_at=None,
        wakes_at=None,
        details={"into": target.number},
    )
    end_schedule(session, ticket_id, ScheduleEnd.TICKET_ENDED, now=now)
    if target.status in RESOLVED | ENDED:
        target = reopen_support_ticket(session, ticket_id=target.id, actor=actor, now=now)
    if merged.unread_at is not None:
        target.unread_at = min(target.unread_at or merged.unread_at, merged.unread_at)
    merge_clocks(session, merged, target, now=now)
    return merged


def _require_fitting(source: SupportTicket, target: SupportTicket, other_customer: str | None) -> None:
    if source.kind == TicketKind.SECURITY and target.kind != TicketKind.SECURITY:
        raise Invalid(N_("Tiket keamanan hanya dapat digabung ke tiket keamanan."), field="into")
    if not is_same_requester(source, target) and other_customer != YES:
        raise Invalid(N_("Pelanggannya berbeda. Pilih “Gabungkan juga” bila memang disengaja."), field="other_customer")


def _locked_target(session: Session, ticket_id: int, into: str, actor: User) -> SupportTicket:
    """The ticket at the end of the chain that begins at this number; both are locked."""
    wanted = select(SupportTicket.id).where(SupportTicket.number == into.strip().upper(), support_visible_to(actor))
    target_id = session.scalar(wanted)
    if target_id is None:
        raise Invalid(N_("Nomor tiket ini tidak ada."), field="into")
    target = lock_root(session, target_id, ticket_id)
    if target.id == ticket_id:
        raise Invalid(N_("Sebuah tiket tidak dapat digabung ke dirinya sendiri."), field="into")
    return target
