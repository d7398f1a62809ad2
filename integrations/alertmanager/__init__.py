"""Prometheus' Alertmanager: what its webhook says."""
