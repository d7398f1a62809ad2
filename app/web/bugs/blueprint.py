"""The blueprint of bug reports."""

from flask import Blueprint

from app.http.security.rate_limits import BUGS_AN_HOUR

blueprint = Blueprint("bugs", __name__, url_prefix="/bugs")

SENT_IN_AN_HOUR = BUGS_AN_HOUR
