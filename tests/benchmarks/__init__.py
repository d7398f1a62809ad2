"""Benchmarks, run by `make bench`: every figure is a ratio of two things measured in one run on one machine."""
