"""People who are told by e-mail what the status page says, without an account."""
