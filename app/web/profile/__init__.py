"""The person's own page."""

from app.web.profile import address, picture, show, telegram
from app.web.profile.blueprint import blueprint

__all__ = ["address", "blueprint", "picture", "show", "telegram"]
