"""What strangers and forgers try."""
