"""The live chat of visitors: a page, a frame for other sites, and what both ask."""

from app.web.chat import pages, talk
from app.web.chat.blueprint import blueprint

__all__ = ["blueprint", "pages", "talk"]
