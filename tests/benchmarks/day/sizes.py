"""How large the company is; `BENCH_SCALE=small` gives it a month behind it instead of a year.

More than 500 technicians (`LOAD_TECHNICIANS`) have as many more visits.
"""

import os

from tests.benchmarks.databases import SMALL

DAYS = 30 if SMALL else 365
TECHNICIANS, DESK, MANAGERS = max(500, int(os.environ.get("LOAD_TECHNICIANS", "0"))), 20, 3
PER_DAY = 2 * TECHNICIANS // 5
FIRST_DESK, FIRST_MANAGER, ADMIN = TECHNICIANS + 1, TECHNICIANS + DESK + 1, TECHNICIANS + DESK + MANAGERS + 1
PEOPLE = ADMIN
VISITS = (DAYS + 1) * PER_DAY
OPEN_TODAY, HELD_TODAY = 3 * PER_DAY // 10, 7 * PER_DAY // 20  # the rest of today's are being worked on
FIRST_TODAY = DAYS * PER_DAY + 1
CUSTOMERS = DAYS * 60
