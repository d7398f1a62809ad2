"""Rules read from the source."""
