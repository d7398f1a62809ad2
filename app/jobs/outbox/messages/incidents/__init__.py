"""Messages about incidents: calls, who is on call, groups, steps."""
