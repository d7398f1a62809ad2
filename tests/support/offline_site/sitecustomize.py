"""Switch the network off in a process that a test has started, and correct its sleep if its clock is moved."""

from tests.support.moved_clock import mend_sleep
from tests.support.offline import switch_off

switch_off()
mend_sleep()
