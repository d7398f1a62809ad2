"""Second factors of the person's own account: authenticator app, recovery codes, passkeys."""

from app.web.account.two_factor import authenticator, passkeys  # noqa: F401  importing them registers their routes
from app.web.account.two_factor.blueprint import blueprint

__all__ = ["blueprint"]
