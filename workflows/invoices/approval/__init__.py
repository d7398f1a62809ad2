"""The price of an invoice: put before sales, approved, rejected, changed."""
