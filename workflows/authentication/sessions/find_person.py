"""Whom a person means by what they typed: a username, an e-mail address or a telephone number."""

import contextlib

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.phones import to_e164
from app.models.accounts.user import User


def find_person(session: Session, name: str) -> User | None:
    """The user, locked, whatever their status; a number belongs to the active one who has it."""
    name = name.strip()
    if "\x00" in name:
        return None
    ways = [func.lower(User.username) == name.lower(), func.lower(User.email) == name.lower()]
    with contextlib.suppress(Invalid):
        ways.append((User.phone_e164 == to_e164(name)) & (User.status == "ACTIVE"))
    found = select(User).where(or_(*ways)).order_by(User.id).limit(1).with_for_update()
    return session.scalars(found).one_or_none()
