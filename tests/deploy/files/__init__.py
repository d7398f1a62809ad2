"""Files that production is set up with."""
