"""Variables of approved WhatsApp templates: a closed list, checked when they are saved and again when they are filled.

Staff type them, and what fills them leaves the company: a path may lead through related records to a column that is
named here, and to nothing else of a record.
"""

from collections.abc import Mapping, Sequence
from typing import Any

RECORDS = frozenset(
    {"bug", "company", "contact", "customer", "feedback", "incident", "invoice", "payment", "plan", "rating", "site"}
    | {"technician", "ticket", "user", "visit"}
)
COLUMNS = frozenset(
    {"address", "address_line", "amount_idr", "bank_account", "bank_holder", "bank_name", "city", "code", "complaint"}
    | {"days", "district", "due_date", "email", "name", "number", "outcome", "owing_idr", "paid_idr", "phone"}
    | {"phone_e164", "planned_end", "planned_start", "postal_code", "problem", "province", "receipt_number", "severity"}
    | {"starts_at", "ends_at", "status", "subject", "text", "text_en", "title", "title_en", "total_idr", "username"}
)


def names_in(variables: str) -> list[str]:
    """`visit.number, reason` as it is typed."""
    return [name.strip() for name in variables.split(",") if name.strip()]


def unreadable(names: Sequence[str]) -> list[str]:
    """Those that nothing fills."""
    return [name for name in names if not _is_readable(name)]


def read_fact(facts: Mapping[str, Any], name: str) -> Any:
    """`visit.number` → facts["visit"].number; empty for what is not there or may not be read."""
    if not _is_readable(name):
        return ""
    first, *rest = name.split(".")
    value = facts.get(first, "")
    for step in rest:
        value = getattr(value, step, "")
    return value


def _is_readable(name: str) -> bool:
    """A fact of the message itself, or a column at the end of a path of records."""
    *path, last = name.split(".")
    return set(path) <= RECORDS and last in COLUMNS if path else last.isascii() and last.isidentifier()
