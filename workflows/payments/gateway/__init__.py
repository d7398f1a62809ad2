"""Payments through the gateway: attempts of the customer, and what the gateway says became of them."""
