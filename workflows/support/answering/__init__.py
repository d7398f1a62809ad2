"""Answers to the customer, internal notes, drafts, and who is looking at a ticket."""
