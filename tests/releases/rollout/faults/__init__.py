"""Rollouts that go wrong."""
