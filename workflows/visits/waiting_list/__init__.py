"""The waiting list: a place that comes free is offered to its first for some minutes, then to the pool."""
