"""Where each role begins its day."""

from app.models.user import Role, User


def home_of(user: User) -> str:
    return "/technician/" if user.role == Role.TECHNICIAN else "/admin/"
