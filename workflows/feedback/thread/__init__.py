"""The conversation under a feedback: answers, notes, mentions."""
