"""How messages and deliveries read."""
