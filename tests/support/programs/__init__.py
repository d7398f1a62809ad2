"""Whole programs that tests start."""
