"""Who may look after whom: admins everybody, CS the technicians, nobody their own role or status."""

from app.models.accounts.user import Role, User


def can_make(actor: User, role: Role) -> bool:
    """May `actor` make (or edit) a user of this role."""
    return actor.role == Role.ADMIN or (actor.role == Role.CS and role == Role.TECHNICIAN)


def can_care_for(actor: User, user: User) -> bool:
    """May `actor` edit this person, plan their leave, reset their password."""
    return can_make(actor, user.role)
