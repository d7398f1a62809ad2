"""Payments that contradict the books, put before CS."""
