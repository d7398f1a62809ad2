"""Logging in and out, and the forced change of an initial password."""

from app.web.login import forgotten, passkeys, second_factor  # noqa: F401  importing them registers their routes
from app.web.login.pages import blueprint

__all__ = ["blueprint"]
