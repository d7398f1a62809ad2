"""Invoices, payments, approvals."""
