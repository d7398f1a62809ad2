"""What a release means for the bugs it mends and for who reported them."""
