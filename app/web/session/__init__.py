"""Logging in and out, and the forced change of an initial password."""

from app.web.session import forgotten  # noqa: F401  its pages hang on the same blueprint
from app.web.session.pages import blueprint

__all__ = ["blueprint"]
