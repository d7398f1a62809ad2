"""The home page, its work queues and the KPI page."""

from admin_views.framework.registration import Screen
from admin_views.home.kpi import KpiView
from app.core.i18n import N_

__all__ = ["SCREENS"]

GROUP = N_("Penilaian & KPI")
SCREENS = (Screen(KpiView, None, N_("KPI"), "kpi", icon="chart", group=GROUP, entry="kpi"),)
