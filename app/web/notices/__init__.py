"""The bell, its list, and what people choose to be told."""

from app.web.notices import choices, pages
from app.web.notices.door import blueprint

__all__ = ["blueprint", "choices", "pages"]
