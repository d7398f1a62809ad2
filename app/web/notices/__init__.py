"""The bell, its list, and what people choose to be told."""

from app.web.notices import browsers, choices, pages, unsubscribe
from app.web.notices.door import blueprint

__all__ = ["blueprint", "browsers", "choices", "pages", "unsubscribe"]
