"""Inbound events of the providers, applied by workflows."""
