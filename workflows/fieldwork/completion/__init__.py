"""The end of the work on site, and its reopening."""
