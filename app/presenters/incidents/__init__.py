"""Incidents in words: their figures, what an escalation does next, the bars of the status page."""
