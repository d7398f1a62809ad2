"""Logging in and out, and the forced change of an initial password."""

from app.web.session.pages import blueprint

__all__ = ["blueprint"]
