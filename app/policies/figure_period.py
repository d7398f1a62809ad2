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
    """As many days, right before: what a period's figures are compared with."""
    return first - (last - first) - timedelta(days=1), first - timedelta(days=1)


def asked_period(session: Session, first: date | None, last: date | None, *, now: datetime) -> tuple[date, date]:
    """First and last day, both counted; what is not said is today and the thirty days up to it. Raises Invalid."""
    last = last or company_today(session, now)
    first = first or last - timedelta(days=USUAL_DAYS - 1)
    if not is_figure_period(first, last):
        raise Invalid(N_("Periode paling lama tiga tahun, dari yang awal ke yang akhir."), field="first")
    return first, last
