"""Lists: columns, filters, search, sorting, counts."""
