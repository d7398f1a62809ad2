"""Screens of incidents."""

from admin_views.framework.registration import Screen
from admin_views.incidents.incidents import IncidentView
from admin_views.incidents.measures import IncidentMeasuresView
from app.core.i18n import N_
from app.models.incidents.incident import Incident

__all__ = ["SCREENS"]

SCREENS = (
    Screen(
        view=IncidentView,
        model=Incident,
        name=N_("Insiden"),
        entry="incidents",
        endpoint="incidents",
        url="incidents",
        icon="alert",
        place=10,
    ),
    Screen(
        view=IncidentMeasuresView,
        name=N_("Ukuran insiden"),
        entry="incidents",
        endpoint="incident_measures",
        url="incident-measures",
        icon="chart",
        place=20,
    ),
)
