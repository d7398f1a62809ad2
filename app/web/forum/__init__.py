"""Pages of the forum."""

from app.web.forum import pages, writing
from app.web.forum.blueprint import blueprint

__all__ = ["blueprint", "pages", "writing"]
