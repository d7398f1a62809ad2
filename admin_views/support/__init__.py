"""Screens of support tickets."""
