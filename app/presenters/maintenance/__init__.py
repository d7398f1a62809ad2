"""Upkeep in words: how its figures read, and the parts Sigap is made of."""
