"""Bug reports of people with an account: the form, one's own, and what became of them."""

from app.web.bugs import mine, sending
from app.web.bugs.door import blueprint

__all__ = ["blueprint", "mine", "sending"]
