"""Saran & Kritik and bug reports."""
