"""The person's own account: where they are logged in, what happened at the door, and what guards it."""

from app.web.account import own_data, show
from app.web.account.blueprint import blueprint

__all__ = ["blueprint", "own_data", "show"]
