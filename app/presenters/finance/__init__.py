"""How invoices, payments and amounts read."""
