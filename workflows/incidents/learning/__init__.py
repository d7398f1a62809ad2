"""What was learned: the post-mortem, and work that somebody has to do."""
