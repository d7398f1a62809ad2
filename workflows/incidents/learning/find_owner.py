"""Who is to answer for work that follows from an incident."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.incidents.incident_flow import READERS


def find_owner(session: Session, username: str) -> User:
    """An active person who may open incidents, and stays so until the caller has committed. Raises Invalid."""
    wanted = select(User).where(
        User.username == username.strip().lower(), User.status == UserStatus.ACTIVE, User.role.in_(READERS)
    )
    person = session.scalars(wanted.with_for_update(read=True)).one_or_none()
    if person is None:
        raise Invalid(N_("Tidak ada orang aktif dengan nama itu yang boleh membuka insiden."), field="owner")
    return person
