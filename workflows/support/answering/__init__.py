"""Answers to the customer, internal notes, and who is looking at a ticket."""
