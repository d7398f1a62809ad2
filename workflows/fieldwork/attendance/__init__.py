"""Check-in and check-out, recorded by technicians, accepted or rejected by CS."""
