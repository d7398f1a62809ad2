"""Accounts whose password stands in this repository: production never opens with one of them."""

import secrets
from collections import Counter
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.demo.staff.people import DEMO_PASSWORD, DESK_PEOPLE, MEMBERS, TECHNICIANS
from app.models.accounts.user import User, UserStatus
from workflows.accounts.users import hash_password, password_fits
from workflows.authentication.sessions import close_every_way_in

USERNAMES = {row[1] for row in (*DESK_PEOPLE, *MEMBERS, *TECHNICIANS)}


def open_demo_accounts(session: Session) -> list[User]:
    """Active accounts that the published password opens: by a demo username, or by a hash that several share."""
    people = list(session.scalars(select(User).where(User.status == UserStatus.ACTIVE).order_by(User.id)))
    shared = Counter(person.password_hash for person in people)
    suspects = {one.password_hash for one in people if one.username in USERNAMES or shared[one.password_hash] > 1}
    known = {
        hashed for hashed in suspects if hashed and password_fits(DEMO_PASSWORD, hashed)
    }  # the demo has one hash for all
    return [person for person in people if person.password_hash in known]


def lock_demo_accounts(session: Session, *, now: datetime) -> list[str]:
    """Give each a password that nobody knows and end its log-ins; returns the usernames."""
    people = open_demo_accounts(session)
    for person in people:
        person.password_hash = hash_password(secrets.token_urlsafe(32))
        close_every_way_in(session, user=person, actor=person, now=now)
    session.flush()
    return [person.username for person in people]
