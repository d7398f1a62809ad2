"""How people reach the desk and are answered."""
