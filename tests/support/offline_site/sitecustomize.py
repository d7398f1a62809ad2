"""Switch the network off in a process that a test has started; see `tests/support/offline.py`."""

from tests.support.offline import switch_off

switch_off()
