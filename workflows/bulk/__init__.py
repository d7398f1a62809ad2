"""One step on many records, each in its own transaction, with what became of each."""

from workflows.bulk.ask_bulk import ask_bulk
from workflows.bulk.do_next_row import do_next_row
from workflows.bulk.own_runs import count_outcomes, get_own_run, list_own_runs, list_rows
from workflows.bulk.refuse_row import refuse_row

__all__ = ["ask_bulk", "count_outcomes", "do_next_row", "get_own_run", "list_own_runs", "list_rows", "refuse_row"]
