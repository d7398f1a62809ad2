"""The blueprint of the second factors."""

from flask import Blueprint

blueprint = Blueprint("two_factor", __name__, url_prefix="/account")
