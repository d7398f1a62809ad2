"""A member's own pages."""

from app.web.portal import home, visits
from app.web.portal.door import blueprint

__all__ = ["blueprint", "home", "visits"]
