"""The people of a rotation by their user names."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User, UserStatus
from app.models.on_call.schedule import ON_CALL


def find_people(session: Session, names: str) -> list[int]:
    """User names separated by spaces or commas, in the order of the rotation. Raises Invalid."""
    wanted = names.replace(",", " ").lower().split()
    found = dict(
        session.execute(
            select(User.username, User.id).where(
                User.username.in_(wanted), User.status == UserStatus.ACTIVE, User.role.in_(ON_CALL)
            )
        ).all()
    )
    unknown = [name for name in wanted if name not in found]
    if unknown or not wanted:
        raise Invalid(N_("Tidak bisa siaga: %(names)s", names=", ".join(unknown) or "–"), field="people")
    return [found[name] for name in wanted]
