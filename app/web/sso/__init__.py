"""Logging in with an outside identity."""

from app.web.sso import clerk, oidc  # noqa: F401  importing them registers their routes
from app.web.sso.blueprint import blueprint

__all__ = ["blueprint"]
