"""Two tickets about one thing: the source points to the target, and its rows keep their place."""
