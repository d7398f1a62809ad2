"""What the reporter of a bug does and sees."""
