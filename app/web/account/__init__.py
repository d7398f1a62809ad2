"""The person's own account: where they are logged in, what happened at the door, and what guards it."""

from app.web.account import show
from app.web.account.blueprint import blueprint

__all__ = ["blueprint", "show"]
