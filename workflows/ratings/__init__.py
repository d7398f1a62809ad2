"""FDB, what the customer thought: the front door of the area."""

from workflows.ratings.invite import invite_rating, remind_about_rating
from workflows.ratings.sheet import LinkExpired, RatingSheet, RatingTooLate, find_sheet
from workflows.ratings.submit import submit_rating

__all__ = [
    "LinkExpired",
    "RatingSheet",
    "RatingTooLate",
    "find_sheet",
    "invite_rating",
    "remind_about_rating",
    "submit_rating",
]
