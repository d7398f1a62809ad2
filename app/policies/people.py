"""Who may make and look after whom: admins everybody; CS makes technicians, sales and CS, looks after technicians."""

from app.models.accounts.user import Role, User
from app.models.accounts.user_flow import CARES_FOR

MADE_BY_CS = frozenset({Role.TECHNICIAN, Role.SALES, Role.CS})


def can_make(actor: User, role: Role) -> bool:
    """May `actor` open an account of this role, with its first password."""
    return actor.role == Role.ADMIN or (actor.role == Role.CS and role in MADE_BY_CS)


def can_care_for(actor: User, user: User) -> bool:
    """May `actor` edit this person, plan their leave, reset their password: what CS may not do to those who approve."""
    return user.role in CARES_FOR.get(actor.role, ())
