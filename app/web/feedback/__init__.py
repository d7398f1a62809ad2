"""Saran & Kritik for those who send it: the form, their own list, the way back by code, the rating of our handling."""

from app.web.feedback import attachments, by_code, own, satisfaction, submit
from app.web.feedback.blueprint import blueprint

__all__ = ["attachments", "blueprint", "by_code", "own", "satisfaction", "submit"]
