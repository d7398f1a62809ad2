"""Every table has a size class, and what follows from it holds."""

from app.core.db import Base
from app.models.table_sizes import TABLE_SIZES, TableSize
from app.policies.retention import RETENTION

TAKEN_OUT_ELSEWHERE = {"check_runs"}  # goes with its check


def test_every_table_has_a_size_class():
    tables = set(Base.metadata.tables)
    assert tables - TABLE_SIZES.keys() == set(), (
        "say in app/models/table_sizes.py how large it becomes: SMALL, GROWING or HISTORY"
    )
    assert TABLE_SIZES.keys() - tables == set(), "these tables are gone: take them out of app/models/table_sizes.py"


def test_history_and_nothing_else_has_a_retention_rule():
    history = {name for name, size in TABLE_SIZES.items() if size is TableSize.HISTORY}
    ruled = {rule.table for rule in RETENTION} | TAKEN_OUT_ELSEWHERE
    assert history - ruled == set(), "add a rule to app/policies/retention.py, or class the table as GROWING"
    assert ruled - history == set(), "a table whose rows are taken out by age is HISTORY"
