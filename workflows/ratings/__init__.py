"""Ratings: what customers thought of a visit (module FDB)."""

from workflows.ratings.find_sheet import LinkExpired, RatingSheet, RatingTooLate, find_sheet
from workflows.ratings.follow_up_rating import follow_up_rating
from workflows.ratings.invite_rating import invite_rating
from workflows.ratings.list_ratings import find_rating, list_comments, list_ratings_of
from workflows.ratings.remind_about_rating import remind_about_rating
from workflows.ratings.replace_rating_link import replace_rating_link
from workflows.ratings.submit_rating import submit_rating

VERBS = {"follow_up": follow_up_rating}

__all__ = [
    "VERBS",
    "LinkExpired",
    "RatingSheet",
    "RatingTooLate",
    "find_rating",
    "find_sheet",
    "follow_up_rating",
    "invite_rating",
    "list_comments",
    "list_ratings_of",
    "remind_about_rating",
    "replace_rating_link",
    "submit_rating",
]
