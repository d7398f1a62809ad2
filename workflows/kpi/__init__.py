"""What managers look at: figures added up by day, and the periods drawn from them."""

from workflows.kpi.read_period import Figures, KpiPeriod, list_days, read_period
from workflows.kpi.refresh_days import refresh_days
from workflows.kpi.touch_day import touch_day

__all__ = ["Figures", "KpiPeriod", "list_days", "read_period", "refresh_days", "touch_day"]
