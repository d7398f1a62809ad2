"""What the sender of a feedback does and sees."""
