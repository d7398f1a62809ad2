"""Suggestions and criticism: the front door of the area."""
