"""The blueprint every technician page hangs on."""

from flask import Blueprint

blueprint = Blueprint("technician", __name__, url_prefix="/technician")
