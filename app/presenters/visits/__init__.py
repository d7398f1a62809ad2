"""How tickets and claims read."""
