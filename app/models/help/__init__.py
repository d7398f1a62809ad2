"""Tables of the help centre."""
