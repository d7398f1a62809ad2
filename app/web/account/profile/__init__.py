"""The person's own profile: name, language, photo, e-mail address, Telegram."""

from app.web.account.profile import email_address, photo, show, telegram  # noqa: F401  importing them registers their routes
from app.web.account.profile.blueprint import blueprint

__all__ = ["blueprint"]
