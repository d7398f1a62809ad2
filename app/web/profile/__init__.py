"""The person's own page."""

from app.web.profile import address, picture, show, telegram
from app.web.profile.door import blueprint

__all__ = ["address", "blueprint", "picture", "show", "telegram"]
