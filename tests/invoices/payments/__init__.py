"""Payments and what the gateway says of them."""
