"""Saran & Kritik for those who send it: the form, their own list, the way back by code, the rating of our handling."""

from app.web.feedback import mine, pictures, rating, sending, status
from app.web.feedback.door import blueprint

__all__ = ["blueprint", "mine", "pictures", "rating", "sending", "status"]
