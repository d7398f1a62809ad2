"""What the pages of signing up share: limits by address, and who is sent away."""

from flask import Blueprint, redirect
from flask.typing import ResponseReturnValue
from flask_login import current_user

from app.http.auth.home_page import home_of
from app.http.security.rate_limits import limiter

blueprint = Blueprint("signup", __name__, url_prefix="/signup")

# an office, a school or a mobile network sits behind one address; single numbers and mailboxes have limits of their own
limit_signups = limiter.limit("30 per hour", methods=["POST"])
limit_codes = limiter.limit("20 per hour", methods=["POST"])
limit_tries = limiter.limit("60 per hour", methods=["POST"])


def send_home() -> ResponseReturnValue:
    return redirect(home_of(current_user))
