"""The second factor: asked for at log-in, set up and taken away under “Akun”."""

from app.web.login.steps import STEPS
from app.web.second import codes, passkeys  # noqa: F401  their pages hang on the same blueprint
from app.web.second.pages import blueprint
from app.web.second.step import ask_second

STEPS.append(ask_second)

__all__ = ["blueprint"]
