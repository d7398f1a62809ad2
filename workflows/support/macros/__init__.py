"""Macros: prepared replies and the steps that go with them."""
