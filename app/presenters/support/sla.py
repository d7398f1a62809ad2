"""What the company promises, in words: for the public page and its PDF."""

from typing import Any

from app.core.clock import ZONES
from app.core.i18n import N_, gettext
from app.models.support.settings.service_plan import DAY_LABELS
from app.models.visits.visit import Priority
from app.models.visits.visit_status import PRIORITY_LABELS
from app.policies.service_levels.hours_text import write_blocks, write_duration
from app.presenters.dates import day

ORDER = (Priority.CRITICAL, Priority.HIGH, Priority.MEDIUM, Priority.LOW)
WEEKDAYS = (N_("Senin"), N_("Selasa"), N_("Rabu"), N_("Kamis"), N_("Jumat"), N_("Sabtu"), N_("Minggu"))


def sla_facts(levels: Any) -> dict[str, Any]:
    """Variables of templates/support/sla.html and templates/documents/sla.html."""
    return {
        "plans": [{"name": plan.name, "is_default": plan.is_default, "rows": _rows(plan)} for plan in levels.plans],
        "calendars": [_calendar(one) for one in levels.calendars],
        "days": [
            {
                "day": day(one.day),
                "title": one.title,
                "kind": str(DAY_LABELS[one.kind]),
                "hours": write_blocks(one.blocks) or gettext("Libur"),
                "calendar": ", ".join(one.calendars) or gettext("Semua kalender"),
            }
            for one in levels.days
        ],
        "confirm_days": levels.confirm_days,
        "reopen_days": levels.reopen_days,
        "changed_at": levels.changed_at,
    }


def _rows(plan: Any) -> list[dict[str, str]]:
    ordered = sorted(plan.targets, key=lambda target: ORDER.index(target.priority))
    return [
        {
            "priority": str(PRIORITY_LABELS[target.priority]),
            "first": write_duration(target.first_reply_s) or "–",
            "next": write_duration(target.next_reply_s) or "–",
            "resolution": write_duration(target.resolution_s) or "–",
            "calendar": target.calendar.name,
        }
        for target in ordered
    ]


def _calendar(calendar: Any) -> dict[str, Any]:
    week = [
        (str(name), write_blocks(calendar.week.get(str(place), ())) or gettext("Libur"))
        for place, name in enumerate(WEEKDAYS)
    ]
    zone = ZONES.get(calendar.time_zone or "", gettext("Zona lokasi pelanggan"))
    return {"name": calendar.name, "zone": str(zone), "week": week, "joint_leave_worked": calendar.joint_leave_worked}
