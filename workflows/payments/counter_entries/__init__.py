"""Reversals and refunds."""
