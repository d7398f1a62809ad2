"""Customers, sites, imports."""
