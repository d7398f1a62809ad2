"""The described API holds for every operation."""
