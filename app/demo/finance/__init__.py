"""Price list, invoices and payments."""
