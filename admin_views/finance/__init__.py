"""Screens of invoices, payments and prices."""
