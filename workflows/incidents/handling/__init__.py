"""The work on an incident, from its first acknowledgement to its end."""
