"""Accounts of users and of members."""
