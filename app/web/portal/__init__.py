"""A member's own pages."""

from app.web.portal import home, visits
from app.web.portal.blueprint import blueprint

__all__ = ["blueprint", "home", "visits"]
