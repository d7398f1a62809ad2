"""What assigning and releasing share: technician, then visit, are locked before anything is read."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import Role, User, UserStatus
from app.models.files.document import DocumentKind
from app.models.visits.assignment import Assignment, ClaimResult, ClaimSource
from app.models.visits.visit import VisitTicket
from workflows.documents import withdraw_replaced
from workflows.teams.errors import CannotCome
from workflows.visits import find_obstacles, give_place


def lock_technician(session: Session, user_id: int, *, field: str) -> User:
    """An active technician, whose account, leave and skills stay as they are until the commit."""
    wanted = select(User).where(User.id == user_id, User.role == Role.TECHNICIAN, User.status == UserStatus.ACTIVE)
    technician = session.scalars(wanted.with_for_update(read=True)).one_or_none()
    if technician is None:
        raise Invalid(N_("Pilih teknisi yang aktif."), field=field)
    return technician


def put_on_team(session: Session, visit: VisitTicket, technician: User, *, now: datetime, field: str) -> None:
    """By name: also somebody who was released before. The Surat Tugas no longer names the whole team."""
    obstacles = find_obstacles(session, visit_id=visit.id, technician_id=technician.id, now=now)
    for obstacle in obstacles:
        if obstacle != ClaimResult.RELEASED:
            raise CannotCome(obstacle, technician.name, field=field)
    give_place(session, visit, technician_id=technician.id, source=ClaimSource.DESK, now=now)
    withdraw_replaced(session, kind=DocumentKind.ASSIGNMENT_LETTER, visit_id=visit.id, now=now)


def get_held_place(session: Session, visit_id: int, technician_id: int) -> Assignment:
    """The place this technician holds now; the caller has locked the visit."""
    held = select(Assignment).where(
        Assignment.visit_id == visit_id, Assignment.technician_id == technician_id, Assignment.released_at.is_(None)
    )
    place = session.scalars(held.execution_options(populate_existing=True)).one_or_none()
    if place is None:
        raise Invalid(N_("Teknisi ini tidak sedang memegang tempat pada kunjungan ini."), field="technician_id")
    return place
