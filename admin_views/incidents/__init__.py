"""Screens of incidents."""

from admin_views.framework.registration import Screen
from admin_views.incidents.incidents import IncidentView
from admin_views.incidents.lists import CauseView, SprintView
from admin_views.incidents.measures import IncidentMeasuresView
from admin_views.incidents.update_templates import UpdateTemplateView
from app.core.i18n import N_
from app.models.incidents.cause import IncidentCause
from app.models.incidents.incident import Incident
from app.models.incidents.sprint import Sprint
from app.models.incidents.update_template import UpdateTemplate

__all__ = ["SCREENS"]

SCREENS = (
    Screen(IncidentView, Incident, N_("Insiden"), "incidents", icon="alert", entry="incidents", place=10),
    Screen(
        IncidentMeasuresView,
        None,
        N_("Ukuran insiden"),
        "incident_measures",
        url="incident-measures",
        icon="chart",
        entry="incidents",
        place=20,
    ),
    Screen(
        UpdateTemplateView,
        UpdateTemplate,
        N_("Templat kabar"),
        "update_templates",
        url="update-templates",
        icon="pen",
        entry="incidents",
        place=40,
    ),
    Screen(
        CauseView,
        IncidentCause,
        N_("Penyebab insiden"),
        "incident_causes",
        url="incident-causes",
        icon="target",
        entry="incidents",
        place=50,
    ),
    Screen(SprintView, Sprint, N_("Sprint"), "sprints", url="sprints", icon="calendar", entry="incidents", place=60),
)
