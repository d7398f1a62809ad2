"""Articles, searches and the forum."""
