"""The days of a leave, as the audit log keeps them."""

from app.models.accounts.user import Leave


def days_of(leave: Leave) -> dict[str, str]:
    return {"first_date": leave.first_date.isoformat(), "last_date": leave.last_date.isoformat()}
