"""Logging in with an outside identity, and linking one."""

from app.web.sso import clerk, linking, oidc  # noqa: F401  their pages hang on the same blueprint
from app.web.sso.blueprint import blueprint

__all__ = ["blueprint"]
