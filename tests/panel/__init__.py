"""The panel: its lists, forms, records and navigation."""
