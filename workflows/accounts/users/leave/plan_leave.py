"""Plan leave."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.clock import day_bounds
from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import Leave, User
from app.models.visits.release import ReleaseReason
from app.policies.company_time import company_zone
from workflows.accounts.users.held_tickets import held_tickets
from workflows.accounts.users.leave.leave_days import days_of
from workflows.accounts.users.rules import get_person
from workflows.teams import release_every_place
from workflows.transitions import note

LONGEST_DAYS = 366


def plan_leave(
    session: Session,
    *,
    user_id: int,
    first_date: date,
    last_date: date,
    actor: User,
    now: datetime,
    reason: str | None = None,
    release_places: bool = False,
) -> Leave:
    """Both days included. Refused when they overlap leave already planned, or a visit the person is placed on.

    With `release_places` those places go back to the waiting lists and the pool instead.
    """
    user = get_person(session, user_id, actor=actor)
    _require_days(session, user, first_date, last_date)
    zone = company_zone(session)
    start, end = day_bounds(first_date, zone)[0], day_bounds(last_date, zone)[1]
    if release_places:
        release_every_place(
            session, technician=user, why=ReleaseReason.ON_LEAVE, actor=actor, now=now, between=(start, end)
        )
    tickets = held_tickets(session, user_id=user.id, between=(start, end))
    if tickets:
        raise Invalid(
            N_(
                "%(name)s sudah memegang tempat pada hari itu: %(tickets)s. Ganti teknisinya di tiket itu, "
                "atau centang untuk melepas tempatnya.",
                name=user.name,
                tickets=", ".join(tickets),
            ),
            field="first_date",
            tickets=tickets,
        )
    leave = Leave(user_id=user.id, first_date=first_date, last_date=last_date, reason=(reason or "").strip() or None)
    session.add(leave)
    session.flush()
    note(session, User.__tablename__, user.id, "plan_leave", actor=actor, now=now, **days_of(leave))
    return leave


def _require_days(session: Session, user: User, first_date: date, last_date: date) -> None:
    if last_date < first_date:
        raise Invalid(N_("Hari terakhir tidak boleh sebelum hari pertama."), field="last_date")
    if (last_date - first_date).days > LONGEST_DAYS:
        raise Invalid(N_("Cuti paling lama satu tahun."), field="last_date")
    known = select(Leave.id).where(
        Leave.user_id == user.id, Leave.first_date <= last_date, Leave.last_date >= first_date
    )
    if session.scalar(known.limit(1)) is not None:
        raise Invalid(N_("%(name)s sudah tercatat cuti pada hari itu.", name=user.name), field="first_date")
