"""Feedback at the desk."""
