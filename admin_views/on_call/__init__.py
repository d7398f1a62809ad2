"""Screens of on call."""

from admin_views.framework.registration import Screen
from admin_views.on_call.contacts import EmergencyContactView
from admin_views.on_call.covers import CoverView
from admin_views.on_call.layers import LayerView
from admin_views.on_call.now import OnCallView
from admin_views.on_call.policies import PolicyView
from app.core.i18n import N_
from app.models.on_call.escalation import EscalationPolicy
from app.models.on_call.schedule import EmergencyContact, OnCallCover, OnCallLayer

__all__ = ["SCREENS"]

ENTRY = "on_call"
SCREENS = (
    Screen(view=OnCallView, name=N_("Siaga"), entry=ENTRY, endpoint="on_call", url="on-call", icon="phone", place=10),
    Screen(
        view=LayerView,
        model=OnCallLayer,
        name=N_("Giliran siaga"),
        entry=ENTRY,
        endpoint="on_call_layers",
        url="on-call-layers",
        icon="calendar",
    ),
    Screen(
        view=CoverView,
        model=OnCallCover,
        name=N_("Pengganti siaga"),
        entry=ENTRY,
        endpoint="on_call_covers",
        url="on-call-covers",
        icon="users",
    ),
    Screen(
        view=PolicyView,
        model=EscalationPolicy,
        name=N_("Aturan eskalasi"),
        entry=ENTRY,
        endpoint="escalation_policies",
        url="escalation-policies",
        icon="target",
    ),
    Screen(
        view=EmergencyContactView,
        model=EmergencyContact,
        name=N_("Kontak darurat"),
        entry=ENTRY,
        endpoint="emergency_contacts",
        url="emergency-contacts",
        icon="users",
    ),
)
