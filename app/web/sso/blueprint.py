"""The blueprint of outside identities."""

from flask import Blueprint

blueprint = Blueprint("identity", __name__)
