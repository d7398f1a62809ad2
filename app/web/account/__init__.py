"""The person's own account: sessions, security events, second factors, own data."""

from app.web.account import own_data, show
from app.web.account.blueprint import blueprint

__all__ = ["blueprint", "own_data", "show"]
