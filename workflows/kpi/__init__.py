"""What managers look at: figures added up by day, and the periods drawn from them."""

from workflows.kpi.read_period import KpiPeriod, read_period
from workflows.kpi.refresh_days import refresh_days
from workflows.kpi.touch_day import touch_day

__all__ = ["KpiPeriod", "read_period", "refresh_days", "touch_day"]
