"""Answers that leave later."""
