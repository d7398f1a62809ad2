"""The open pool, and who gets a place."""
