"""How rows of the audit log read."""
