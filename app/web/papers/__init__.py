"""Is this paper genuine? Anybody may ask."""

from app.web.papers.verify import blueprint

__all__ = ["blueprint"]
