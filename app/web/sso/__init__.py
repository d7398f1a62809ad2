"""Logging in with an outside identity."""

from app.web.sso import clerk, oidc  # noqa: F401  their pages hang on the same blueprint
from app.web.sso.blueprint import blueprint

__all__ = ["blueprint"]
