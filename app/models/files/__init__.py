"""Stored files: documents, exports, archives, and what could not be drawn."""
