"""Drills: a backup restored into a throw-away database and compared."""
