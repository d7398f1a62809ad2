"""The blueprint of everything about notifications."""

from flask import Blueprint

blueprint = Blueprint("notices", __name__)
