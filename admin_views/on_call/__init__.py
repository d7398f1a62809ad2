"""Screens of on call."""

from admin_views.framework.registration import Screen
from admin_views.on_call.contacts import EmergencyContactView
from admin_views.on_call.covers import CoverView
from admin_views.on_call.layers import LayerView
from admin_views.on_call.now import OnCallView
from admin_views.on_call.policies import PolicyView
from admin_views.on_call.swaps import SwapView
from admin_views.on_call.ways import CallWaysView
from app.core.i18n import N_
from app.models.on_call.escalation import EscalationPolicy
from app.models.on_call.schedule import EmergencyContact, OnCallCover, OnCallLayer
from app.models.on_call.swap import OnCallSwap

__all__ = ["SCREENS"]

ENTRY = "on_call"
SCREENS = (
    Screen(OnCallView, None, N_("Siaga"), "on_call", url="on-call", icon="phone", entry=ENTRY, place=10),
    Screen(
        LayerView,
        OnCallLayer,
        N_("Giliran siaga"),
        "on_call_layers",
        url="on-call-layers",
        icon="calendar",
        entry=ENTRY,
    ),
    Screen(
        CoverView, OnCallCover, N_("Pengganti siaga"), "on_call_covers", url="on-call-covers", icon="users", entry=ENTRY
    ),
    Screen(SwapView, OnCallSwap, N_("Tukar jaga"), "on_call_swaps", url="on-call-swaps", icon="users", entry=ENTRY),
    Screen(CallWaysView, None, N_("Cara memanggil saya"), "call_ways", url="call-ways", icon="bell", entry=ENTRY),
    Screen(
        PolicyView,
        EscalationPolicy,
        N_("Aturan eskalasi"),
        "escalation_policies",
        url="escalation-policies",
        icon="target",
        entry=ENTRY,
    ),
    Screen(
        EmergencyContactView,
        EmergencyContact,
        N_("Kontak darurat"),
        "emergency_contacts",
        url="emergency-contacts",
        icon="users",
        entry=ENTRY,
    ),
)
