"""The conversation under a bug report: answers and notes."""
