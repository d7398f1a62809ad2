"""The calls of an incident: levels, timers and their answers."""
