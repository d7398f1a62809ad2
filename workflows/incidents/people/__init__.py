"""Who does what in an incident."""
