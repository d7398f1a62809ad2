"""Rules that say where a new ticket goes."""
