"""Pages of incidents outside the panel."""

from app.web.incidents.call import blueprint

__all__ = ["blueprint"]
