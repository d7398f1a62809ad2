"""Where each role begins its day."""

from app.models.accounts.user import Role, User

HOMES = {Role.TECHNICIAN: "/technician/", Role.MEMBER: "/portal/"}


def home_of(user: User) -> str:
    return HOMES.get(user.role, "/admin/")
