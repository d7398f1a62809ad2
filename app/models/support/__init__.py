"""The support desk: tickets, what is said in them, their clocks, working calendars and service plans."""
