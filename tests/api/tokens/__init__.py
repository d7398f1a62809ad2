"""Tokens of programs: scopes, roles, limits, pages."""
