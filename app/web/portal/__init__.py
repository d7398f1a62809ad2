"""A member's own pages."""

from app.web.portal.home import blueprint

__all__ = ["blueprint"]
