"""What Sigap does for itself: database, sizes, retention, parts it is made of."""
