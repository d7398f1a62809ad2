"""The blueprint of the help centre, and who its reader is."""

from flask import Blueprint, request
from flask_login import current_user

from app.core.identifiers import sha256
from app.http.security.rate_limits import home_address
from app.models.help.article_flow import HELP_STAFF

blueprint = Blueprint("help_pages", __name__)

SEARCHED_IN_AN_HOUR = 400  # from one address; an office shares it
VOTED_IN_AN_HOUR = 60


def reads_internal() -> bool:
    """Staff read instructions, too."""
    return current_user.is_authenticated and current_user.role in HELP_STAFF


def reader_key() -> str:
    """A hash of the account, or of address and browser: nobody is named by a vote."""
    if current_user.is_authenticated:
        return sha256(f"help|user|{current_user.id}")
    return sha256(f"help|{home_address()}|{request.headers.get('User-Agent', '')}")
