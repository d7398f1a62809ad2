"""The blueprint of both pages; they stand side by side in the menu, not under one path."""

from flask import Blueprint

blueprint = Blueprint("exp", __name__)
