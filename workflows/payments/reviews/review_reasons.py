"""Reasons that end with the attempt they were found on."""

from app.models.finance.payment_review import ReviewReason

WHILE_OPEN = frozenset({ReviewReason.CHALLENGE, ReviewReason.STILL_OPEN, ReviewReason.UNREADABLE})
"""What the end of an attempt, good or bad, answers by itself."""
