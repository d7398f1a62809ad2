"""The blueprint the pages of bug reports hang on."""

from flask import Blueprint

blueprint = Blueprint("bugs", __name__, url_prefix="/bugs")

SENT_IN_AN_HOUR = 20  # from one account
ADDED_IN_AN_HOUR = 60
