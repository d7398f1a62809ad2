"""Bug reports of people with an account: the form, one's own, and what became of them."""

from app.web.bugs import own, submit
from app.web.bugs.blueprint import blueprint

__all__ = ["blueprint", "own", "submit"]
