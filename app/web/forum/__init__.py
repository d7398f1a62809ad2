"""Pages of the forum."""

from app.web.forum import editing, pages, writing
from app.web.forum.blueprint import blueprint

__all__ = ["blueprint", "editing", "pages", "writing"]
