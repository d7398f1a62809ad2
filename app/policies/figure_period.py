"""How long a period of figures may be, and which one is meant where none is named."""

from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.core.errors import Invalid
from app.core.i18n import N_
from app.policies.company_time import company_today

LONGEST_DAYS, USUAL_DAYS = 3 * 366, 30


def is_figure_period(first: date, last: date) -> bool:
    return 0 <= (last - first).days <= LONGEST_DAYS


def previous_days(first: date, last: date) -> tuple[date, date]:
    """Right before, what a period's figures are compared with: of whole months as many months, else as many days."""
    eve, months = first - timedelta(days=1), _whole_months(first, last)
    if not months:
        return first - (last - first) - timedelta(days=1), eve
    year, month = divmod(first.year * 12 + first.month - 1 - months, 12)
    return date(year, month + 1, 1), eve


def _whole_months(first: date, last: date) -> int:
    """How many calendar months the period is; 0 where it begins or ends within one."""
    after = last + timedelta(days=1)
    if first.day != 1 or after.day != 1:
        return 0
    return (after.year - first.year) * 12 + after.month - first.month


def asked_period(session: Session, first: date | None, last: date | None, *, now: datetime) -> tuple[date, date]:
    """First and last day, both counted; what is not said is today and the thirty days up to it. Raises Invalid."""
    last = last or company_today(session, now)
    first = first or last - timedelta(days=USUAL_DAYS - 1)
    if not is_figure_period(first, last):
        raise Invalid(N_("Periode paling lama tiga tahun, dari yang awal ke yang akhir."), field="first")
    return first, last
