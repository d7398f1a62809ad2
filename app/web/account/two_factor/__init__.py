"""Second factors of the person's own account: authenticator app, recovery codes, passkeys."""

from app.web.account.two_factor import authenticator, passkeys  # noqa: F401  their pages hang on the blueprint
from app.web.account.two_factor.blueprint import blueprint

__all__ = ["blueprint"]
