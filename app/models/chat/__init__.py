"""Tables of the live chat."""
