"""What people decide about the calls of an incident."""
