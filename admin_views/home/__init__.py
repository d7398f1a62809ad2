"""The panel's home, its work queues and the KPI page."""
