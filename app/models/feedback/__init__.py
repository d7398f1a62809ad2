"""Feedback, bug reports, EXP, user reports."""
