"""Timers of an escalation: what falls due when, and what happens then."""
