"""One ticket or several."""
