"""People who are told what the status page says, without an account."""
