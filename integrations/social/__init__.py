"""Public posts about the company: Mastodon's tags, feeds, and what Meta tells of a page."""
