"""The blueprint of the technician's pages."""

from flask import Blueprint

blueprint = Blueprint("technician", __name__, url_prefix="/technician")
