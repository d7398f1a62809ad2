"""How long a worker may hold an export."""

from datetime import timedelta

LEASE = timedelta(minutes=10)  # pushed ahead with every progress
