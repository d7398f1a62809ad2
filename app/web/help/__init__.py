"""Pages of the help centre."""

from app.web.help import reading, sitemap
from app.web.help.blueprint import blueprint

__all__ = ["blueprint", "reading", "sitemap"]
