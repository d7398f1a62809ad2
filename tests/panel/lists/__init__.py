"""Lists of the panel."""
