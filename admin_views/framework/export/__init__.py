"""Exports of lists as CSV and XLSX."""
