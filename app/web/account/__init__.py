"""The person's own account: profile, sessions, second factors, linked identities, tokens, own data."""

from app.web.account import identities, look, own_data, show  # noqa: F401  importing them registers their routes
from app.web.account.blueprint import blueprint

__all__ = ["blueprint"]
