"""What keeps the service in shape: records of maintenance, rules that repeat them, what fits with what."""
