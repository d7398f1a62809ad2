"""Threads and composers of a record's page."""

from admin_views.framework.composing.composing import Composing
from admin_views.framework.composing.draft_marks import draft_mark

__all__ = ["Composing", "draft_mark"]
