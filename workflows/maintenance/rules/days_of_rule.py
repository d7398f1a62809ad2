"""On which days a rule makes its records."""

from calendar import monthrange
from datetime import date, timedelta

from app.models.maintenance.record import MaintenanceRule, RepeatUnit


def day_of(rule: MaintenanceRule, number: int) -> date:
    """Its n-th day, from 0. Months are added to the first day: the 31st is the last day of a shorter one."""
    steps = rule.every * number
    if rule.unit in {RepeatUnit.DAY, RepeatUnit.WEEK}:
        return rule.start_date + timedelta(days=steps * (7 if rule.unit == RepeatUnit.WEEK else 1))
    months = rule.start_date.month - 1 + steps * (12 if rule.unit == RepeatUnit.YEAR else 1)
    year, month = rule.start_date.year + months // 12, months % 12 + 1
    return date(year, month, min(rule.start_date.day, monthrange(year, month)[1]))
