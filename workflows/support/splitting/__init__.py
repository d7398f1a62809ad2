"""Two requests in one ticket: the chosen messages move to a new one."""
