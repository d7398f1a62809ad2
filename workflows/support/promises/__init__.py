"""What is promised and when people work, as the panel edits it."""
