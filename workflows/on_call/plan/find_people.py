"""The people of a rotation by their user names."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.models.accounts.user import User
from app.policies.on_call import may_be_on_call


def find_people(session: Session, names: str, *, field: str = "people") -> list[int]:
    """User names separated by spaces or commas, in the order of the rotation. Raises Invalid."""
    wanted = names.replace(",", " ").lower().split()
    found = dict(
        session.execute(select(User.username, User.id).where(User.username.in_(wanted), may_be_on_call())).all()
    )
    unknown = [name for name in wanted if name not in found]
    if unknown or not wanted:
        raise Invalid(N_("Tidak bisa siaga: %(names)s", names=", ".join(unknown) or "–"), field=field)
    return [found[name] for name in wanted]


def find_person(session: Session, name: str) -> int:
    """One of them. Raises Invalid."""
    people = find_people(session, name, field="person")
    if len(people) != 1:
        raise Invalid(N_("Pilih satu rekan."), field="person")
    return people[0]


def list_people(session: Session) -> list[tuple[str, str]]:
    """Everybody who may be on call, (user name, name), by name."""
    people = select(User.username, User.name).where(may_be_on_call()).order_by(User.name)
    return [(username, name) for username, name in session.execute(people)]
