"""How a ticket comes to its end, and how it is opened again."""
