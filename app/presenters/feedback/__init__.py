"""Reports of people in words, and what their senders read of the outcome."""
