"""FDB, what the customer thought: the front door of the area."""

from workflows.ratings.find_sheet import LinkExpired, RatingSheet, RatingTooLate, find_sheet
from workflows.ratings.invite_rating import invite_rating, remind_about_rating
from workflows.ratings.submit_rating import submit_rating

__all__ = [
    "LinkExpired",
    "RatingSheet",
    "RatingTooLate",
    "find_sheet",
    "invite_rating",
    "remind_about_rating",
    "submit_rating",
]
