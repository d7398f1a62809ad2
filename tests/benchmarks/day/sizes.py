"""How large the company is; `BENCH_SCALE=small` gives it a month behind it instead of a year."""

from tests.benchmarks.databases import SMALL

DAYS = 30 if SMALL else 365
PER_DAY = 200
TECHNICIANS, DESK, MANAGERS = 500, 20, 3
FIRST_DESK, FIRST_MANAGER, ADMIN = TECHNICIANS + 1, TECHNICIANS + DESK + 1, TECHNICIANS + DESK + MANAGERS + 1
PEOPLE = ADMIN
VISITS = (DAYS + 1) * PER_DAY
OPEN_TODAY, HELD_TODAY = 60, 70  # the rest of today's are being worked on
FIRST_TODAY = DAYS * PER_DAY + 1
CUSTOMERS = DAYS * 60
