"""Threads and composers of a record's page."""

from admin_views.framework.composing.composing import Composing
from admin_views.framework.composing.marks import composing_marks

__all__ = ["Composing", "composing_marks"]
