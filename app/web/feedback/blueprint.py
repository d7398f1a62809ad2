"""The blueprint of feedback, and its rate limits."""

from flask import Blueprint

from app.http.security.rate_limits import FEEDBACK_AN_HOUR

blueprint = Blueprint("feedback", __name__, url_prefix="/feedback")

SENT_IN_AN_HOUR = FEEDBACK_AN_HOUR
LOOKED_IN_AN_HOUR = 60  # by number and code
TYPED_IN_AN_HOUR = 1200  # pauses in typing a subject
