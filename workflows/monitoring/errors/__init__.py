"""Errors of our own processes and what is done about them."""
